BEGIN TRANSACTION;
CREATE TABLE alembic_version (
	version_num VARCHAR(32) NOT NULL, 
	CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)
);
INSERT INTO "alembic_version" VALUES('0001');
CREATE TABLE authority (
	id INTEGER NOT NULL, 
	slug TEXT NOT NULL, 
	site_slug TEXT NOT NULL, 
	name TEXT NOT NULL, 
	code TEXT, 
	gss_code TEXT, 
	type TEXT, 
	region TEXT, 
	start_date VARCHAR(10), 
	end_date VARCHAR(10), 
	CONSTRAINT pk_authority PRIMARY KEY (id), 
	CONSTRAINT ck_authority_slug_lower CHECK (slug = lower(slug)), 
	CONSTRAINT fk_authority_code FOREIGN KEY(code) REFERENCES register_entry (code), 
	CONSTRAINT uq_authority_code UNIQUE (code), 
	CONSTRAINT uq_authority_slug UNIQUE (slug)
);
INSERT INTO "authority" VALUES(1,'blaby-district-council','blaby-district-council','Blaby District Council','BLA','E07000129','Non-metropolitan district','East Midlands',NULL,NULL);
INSERT INTO "authority" VALUES(2,'redditch-borough-council','redditch-borough-council','Redditch Borough Council','RED','E07000236','Non-metropolitan district','West Midlands',NULL,NULL);
INSERT INTO "authority" VALUES(3,'adur-district-council','adur-district-council','Adur District Council','ADU','E07000223','Non-metropolitan district','South East',NULL,NULL);
INSERT INTO "authority" VALUES(4,'allerdale-borough-council','allerdale-borough-council','Allerdale Borough Council','ALL','E07000026','Non-metropolitan district','North West',NULL,'2023-04-01');
INSERT INTO "authority" VALUES(5,'cumberland-council','cumberland-council','Cumberland Council','CBD','E06000063','Unitary authority','North West','2023-04-01',NULL);
CREATE TABLE authority_alias (
	id INTEGER NOT NULL, 
	authority_id INTEGER NOT NULL, 
	kind TEXT NOT NULL, 
	spelling TEXT NOT NULL, 
	CONSTRAINT pk_authority_alias PRIMARY KEY (id), 
	CONSTRAINT ck_authority_alias_kind CHECK (kind IN ('slug', 'name')), 
	CONSTRAINT fk_authority_alias_authority_id FOREIGN KEY(authority_id) REFERENCES authority (id), 
	CONSTRAINT uq_authority_alias_authority_id_kind_spelling UNIQUE (authority_id, kind, spelling)
);
INSERT INTO "authority_alias" VALUES(1,1,'slug','blaby-district-council');
INSERT INTO "authority_alias" VALUES(2,1,'name','Blaby District Council');
INSERT INTO "authority_alias" VALUES(3,2,'slug','redditch-borough-council');
INSERT INTO "authority_alias" VALUES(4,2,'name','Redditch Borough Council');
INSERT INTO "authority_alias" VALUES(5,3,'slug','adur-district-council');
INSERT INTO "authority_alias" VALUES(6,3,'name','Adur District Council');
INSERT INTO "authority_alias" VALUES(7,4,'slug','allerdale-borough-council');
INSERT INTO "authority_alias" VALUES(8,4,'name','Allerdale Borough Council');
INSERT INTO "authority_alias" VALUES(9,5,'slug','cumberland-council');
INSERT INTO "authority_alias" VALUES(10,5,'name','Cumberland Council');
CREATE TABLE authority_succession (
	predecessor_id INTEGER NOT NULL, 
	successor_id INTEGER NOT NULL, 
	CONSTRAINT pk_authority_succession PRIMARY KEY (predecessor_id, successor_id), 
	CONSTRAINT ck_authority_succession_another CHECK (predecessor_id <> successor_id), 
	CONSTRAINT fk_authority_succession_predecessor_id FOREIGN KEY(predecessor_id) REFERENCES authority (id), 
	CONSTRAINT fk_authority_succession_successor_id FOREIGN KEY(successor_id) REFERENCES authority (id)
);
INSERT INTO "authority_succession" VALUES(4,5);
CREATE TABLE call (
	id INTEGER NOT NULL, 
	run_id INTEGER NOT NULL, 
	state TEXT NOT NULL, 
	event TEXT NOT NULL, 
	made_at VARCHAR(27) NOT NULL, 
	attempts INTEGER NOT NULL, 
	sent_at VARCHAR(27), 
	CONSTRAINT pk_call PRIMARY KEY (id), 
	CONSTRAINT ck_call_event CHECK (event IN ('changes', 'held', 'failed', 'recovered', 'quiet')), 
	CONSTRAINT fk_call_run_id FOREIGN KEY(run_id) REFERENCES run (id), 
	CONSTRAINT uq_call_run_id_state UNIQUE (run_id, state)
);
INSERT INTO "call" VALUES(1,1,'published','changes','2024-08-01T09:00:00.000000Z',0,NULL);
CREATE TABLE capture (
	id INTEGER NOT NULL, 
	run_id INTEGER NOT NULL, 
	url TEXT NOT NULL, 
	kind TEXT NOT NULL, 
	fetched_at VARCHAR(27) NOT NULL, 
	status INTEGER, 
	headers TEXT NOT NULL, 
	body_sha256 VARCHAR(64), 
	document_sha256 VARCHAR(64), 
	text_sha256 VARCHAR(64), 
	length INTEGER NOT NULL, 
	diagnosis TEXT, 
	detail TEXT, 
	CONSTRAINT pk_capture PRIMARY KEY (id), 
	CONSTRAINT ck_capture_diagnosis CHECK (diagnosis IN ('error_status', 'no_answer', 'refused_by_robots', 'empty', 'truncated', 'too_large', 'not_a_pdf', 'not_html', 'unknown_page', 'soft_404', 'block_page', 'login_page', 'off_site', 'not_a_letter')), 
	CONSTRAINT ck_capture_kind CHECK (kind IN ('robots', 'index', 'authority_page', 'letters_page', 'letter')), 
	CONSTRAINT fk_capture_document_sha256 FOREIGN KEY(document_sha256) REFERENCES document (sha256), 
	CONSTRAINT fk_capture_run_id FOREIGN KEY(run_id) REFERENCES run (id)
);
INSERT INTO "capture" VALUES(1,1,'http://127.0.0.1/your-councils-performance/blaby-district-council/statistics','authority_page','2024-08-01T09:00:00.000000Z',200,'{"content-type": "application/pdf; charset=binary"}','cae428ec5cf3ec7b160740a26686241be054bb09d5d526f04a794f08799b2509','cae428ec5cf3ec7b160740a26686241be054bb09d5d526f04a794f08799b2509',NULL,40,NULL,NULL);
INSERT INTO "capture" VALUES(2,1,'http://127.0.0.1/your-councils-performance/documents/blaby-district-council/2016.pdf','letter','2024-08-01T09:00:00.000000Z',200,'{"content-type": "application/pdf; charset=binary"}','816b5384dfdfb4884ed870a0f5aa24a89d97f0fc77fcf83e5f0ef6eb1d706f4f','816b5384dfdfb4884ed870a0f5aa24a89d97f0fc77fcf83e5f0ef6eb1d706f4f',NULL,498,NULL,NULL);
INSERT INTO "capture" VALUES(3,1,'http://127.0.0.1/your-councils-performance/documents/blaby-district-council/2020.pdf','letter','2024-08-01T09:00:00.000000Z',200,'{"content-type": "application/pdf; charset=binary"}','91578b1ac5dfe014413d2f80ab6ff687df8f5f3b28cb0300928be89fdf3f9103','91578b1ac5dfe014413d2f80ab6ff687df8f5f3b28cb0300928be89fdf3f9103',NULL,341,NULL,NULL);
INSERT INTO "capture" VALUES(4,1,'http://127.0.0.1/your-councils-performance/redditch-borough-council/statistics','authority_page','2024-08-01T09:00:00.000000Z',200,'{"content-type": "application/pdf; charset=binary"}','fdc6940f99cc0555d33047687785e9780730ff0a0751fb2b50309b2b7a1a238e','fdc6940f99cc0555d33047687785e9780730ff0a0751fb2b50309b2b7a1a238e',NULL,42,NULL,NULL);
INSERT INTO "capture" VALUES(5,1,'http://127.0.0.1/your-councils-performance/documents/redditch-borough-council/2016.pdf','letter','2024-08-01T09:00:00.000000Z',200,'{"content-type": "application/pdf; charset=binary"}','be4e9933c7825430ca07155d397f5faba1171b9b09306cc0c0f7f2bddee508c9','be4e9933c7825430ca07155d397f5faba1171b9b09306cc0c0f7f2bddee508c9',NULL,498,NULL,NULL);
INSERT INTO "capture" VALUES(6,1,'http://127.0.0.1/your-councils-performance/documents/redditch-borough-council/2020.pdf','letter','2024-08-01T09:00:00.000000Z',200,'{"content-type": "application/pdf; charset=binary"}','50a995a86af3173b0b719cb19465d600db660861f7c8add32d2cad1a44320426','50a995a86af3173b0b719cb19465d600db660861f7c8add32d2cad1a44320426',NULL,342,NULL,NULL);
INSERT INTO "capture" VALUES(7,1,'http://127.0.0.1/your-councils-performance/documents/redditch-borough-council/2021.pdf','letter','2024-08-01T09:00:00.000000Z',200,'{"content-type": "application/pdf; charset=binary"}','503f2e5e9c1071de25fe8db43a794f0dfbb7a71c1dea12bf48183ac632bf8702','503f2e5e9c1071de25fe8db43a794f0dfbb7a71c1dea12bf48183ac632bf8702',NULL,204,NULL,NULL);
INSERT INTO "capture" VALUES(8,1,'http://127.0.0.1/your-councils-performance/adur-district-council/statistics','authority_page','2024-08-01T09:00:00.000000Z',200,'{"content-type": "application/pdf; charset=binary"}','fadb655b55263b35da0951b45c6d3a19e43fba8a51bd8661259adb4cc1a83859','fadb655b55263b35da0951b45c6d3a19e43fba8a51bd8661259adb4cc1a83859','9bc8be258ea851c481b28660179e18eaa9677d23813e93383462561383f89ec5',360,NULL,NULL);
INSERT INTO "capture" VALUES(9,1,'http://127.0.0.1/your-councils-performance/documents/adur-district-council/2020.pdf','letter','2024-08-01T09:00:00.000000Z',200,'{"content-type": "application/pdf; charset=binary"}','102dbf26a2d217a50ff803e36c4ca55e12a8ad479e540ea76064e88db3776a9b','102dbf26a2d217a50ff803e36c4ca55e12a8ad479e540ea76064e88db3776a9b',NULL,340,NULL,NULL);
INSERT INTO "capture" VALUES(10,1,'http://127.0.0.1/your-councils-performance/allerdale-borough-council/statistics','authority_page','2024-08-01T09:00:00.000000Z',200,'{"content-type": "application/pdf; charset=binary"}','f20f4f915b6a3d2c13b5ec497a0068d882317ebdf54a729265c1b468dfd30875','f20f4f915b6a3d2c13b5ec497a0068d882317ebdf54a729265c1b468dfd30875',NULL,43,NULL,NULL);
INSERT INTO "capture" VALUES(11,1,'http://127.0.0.1/your-councils-performance/documents/allerdale-borough-council/2020.pdf','letter','2024-08-01T09:00:00.000000Z',200,'{"content-type": "application/pdf; charset=binary"}','15b5468a21cee91ae5b40bbd536f35ddf2d78fdcadcc19f9439ff58868ffbc3f','15b5468a21cee91ae5b40bbd536f35ddf2d78fdcadcc19f9439ff58868ffbc3f',NULL,341,NULL,NULL);
INSERT INTO "capture" VALUES(12,2,'http://127.0.0.1/your-councils-performance/blaby-district-council/statistics','authority_page','2024-08-01T10:00:00.000000Z',200,'{"content-type": "application/pdf; charset=binary"}','cae428ec5cf3ec7b160740a26686241be054bb09d5d526f04a794f08799b2509','cae428ec5cf3ec7b160740a26686241be054bb09d5d526f04a794f08799b2509',NULL,40,NULL,NULL);
INSERT INTO "capture" VALUES(13,2,'http://127.0.0.1/your-councils-performance/documents/blaby-district-council/2016.pdf','letter','2024-08-01T10:00:00.000000Z',200,'{"content-type": "application/pdf; charset=binary"}','816b5384dfdfb4884ed870a0f5aa24a89d97f0fc77fcf83e5f0ef6eb1d706f4f','816b5384dfdfb4884ed870a0f5aa24a89d97f0fc77fcf83e5f0ef6eb1d706f4f',NULL,498,NULL,NULL);
INSERT INTO "capture" VALUES(14,2,'http://127.0.0.1/your-councils-performance/documents/blaby-district-council/2020.pdf','letter','2024-08-01T10:00:00.000000Z',200,'{"content-type": "application/pdf; charset=binary"}','57600454388662c92554ca6184484f489c3f9c5b648c0f28a98ddb451d1373be','57600454388662c92554ca6184484f489c3f9c5b648c0f28a98ddb451d1373be',NULL,341,NULL,NULL);
INSERT INTO "capture" VALUES(15,2,'http://127.0.0.1/your-councils-performance/redditch-borough-council/statistics','authority_page','2024-08-01T10:00:00.000000Z',200,'{"content-type": "application/pdf; charset=binary"}','fdc6940f99cc0555d33047687785e9780730ff0a0751fb2b50309b2b7a1a238e','fdc6940f99cc0555d33047687785e9780730ff0a0751fb2b50309b2b7a1a238e',NULL,42,NULL,NULL);
INSERT INTO "capture" VALUES(16,2,'http://127.0.0.1/your-councils-performance/documents/redditch-borough-council/2020.pdf','letter','2024-08-01T10:00:00.000000Z',200,'{"content-type": "application/pdf; charset=binary"}','50a995a86af3173b0b719cb19465d600db660861f7c8add32d2cad1a44320426','50a995a86af3173b0b719cb19465d600db660861f7c8add32d2cad1a44320426',NULL,342,NULL,NULL);
INSERT INTO "capture" VALUES(17,2,'http://127.0.0.1/your-councils-performance/documents/redditch-borough-council/2021.pdf','letter','2024-08-01T10:00:00.000000Z',200,'{"content-type": "application/pdf; charset=binary"}','503f2e5e9c1071de25fe8db43a794f0dfbb7a71c1dea12bf48183ac632bf8702','503f2e5e9c1071de25fe8db43a794f0dfbb7a71c1dea12bf48183ac632bf8702',NULL,204,NULL,NULL);
INSERT INTO "capture" VALUES(18,2,'http://127.0.0.1/your-councils-performance/adur-district-council/statistics','authority_page','2024-08-01T10:00:00.000000Z',200,'{"content-type": "application/pdf; charset=binary"}','fadb655b55263b35da0951b45c6d3a19e43fba8a51bd8661259adb4cc1a83859','fadb655b55263b35da0951b45c6d3a19e43fba8a51bd8661259adb4cc1a83859','9bc8be258ea851c481b28660179e18eaa9677d23813e93383462561383f89ec5',360,NULL,NULL);
INSERT INTO "capture" VALUES(19,2,'http://127.0.0.1/your-councils-performance/documents/adur-district-council/2020.pdf','letter','2024-08-01T10:00:00.000000Z',200,'{"content-type": "application/pdf; charset=binary"}','102dbf26a2d217a50ff803e36c4ca55e12a8ad479e540ea76064e88db3776a9b','102dbf26a2d217a50ff803e36c4ca55e12a8ad479e540ea76064e88db3776a9b',NULL,340,NULL,NULL);
INSERT INTO "capture" VALUES(20,2,'http://127.0.0.1/your-councils-performance/allerdale-borough-council/statistics','authority_page','2024-08-01T10:00:00.000000Z',200,'{"content-type": "application/pdf; charset=binary"}','f20f4f915b6a3d2c13b5ec497a0068d882317ebdf54a729265c1b468dfd30875','f20f4f915b6a3d2c13b5ec497a0068d882317ebdf54a729265c1b468dfd30875',NULL,43,NULL,NULL);
INSERT INTO "capture" VALUES(21,2,'http://127.0.0.1/your-councils-performance/documents/allerdale-borough-council/2020.pdf','letter','2024-08-01T10:00:00.000000Z',200,'{"content-type": "application/pdf; charset=binary"}','15b5468a21cee91ae5b40bbd536f35ddf2d78fdcadcc19f9439ff58868ffbc3f','15b5468a21cee91ae5b40bbd536f35ddf2d78fdcadcc19f9439ff58868ffbc3f',NULL,341,NULL,NULL);
INSERT INTO "capture" VALUES(22,2,'http://127.0.0.1/your-councils-performance/cumberland-council/statistics','authority_page','2024-08-01T10:00:00.000000Z',200,'{"content-type": "application/pdf; charset=binary"}','e7d1fca8007ec8cf5f29d81522d7c44efc4c974b61ff29e77d13ac6eb12d3386','e7d1fca8007ec8cf5f29d81522d7c44efc4c974b61ff29e77d13ac6eb12d3386',NULL,36,NULL,NULL);
INSERT INTO "capture" VALUES(23,2,'http://127.0.0.1/your-councils-performance/documents/cumberland-council/2024.pdf','letter','2024-08-01T10:00:00.000000Z',200,'{"content-type": "application/pdf; charset=binary"}','521c33685f7bbc15e38b7fe401220c8e9423d74b9057d8c2a6b3977cea8af85b','521c33685f7bbc15e38b7fe401220c8e9423d74b9057d8c2a6b3977cea8af85b',NULL,341,NULL,NULL);
CREATE TABLE change (
	id INTEGER NOT NULL, 
	run_id INTEGER NOT NULL, 
	at VARCHAR(27) NOT NULL, 
	authority_id INTEGER NOT NULL, 
	publication_id INTEGER, 
	version_id INTEGER, 
	kind TEXT NOT NULL, 
	field TEXT, 
	measure TEXT, 
	category TEXT, 
	old_value TEXT, 
	new_value TEXT, 
	cause TEXT NOT NULL, 
	CONSTRAINT pk_change PRIMARY KEY (id), 
	CONSTRAINT ck_change_cause CHECK (cause IN ('source', 'reader')), 
	CONSTRAINT ck_change_kind CHECK (kind IN ('published', 'revised', 'reworded', 'restamped', 'moved', 'withdrawn', 'restored', 'authority_added', 'authority_renamed', 'authority_merged')), 
	CONSTRAINT fk_change_authority_id FOREIGN KEY(authority_id) REFERENCES authority (id), 
	CONSTRAINT fk_change_publication_id FOREIGN KEY(publication_id) REFERENCES publication (id), 
	CONSTRAINT fk_change_run_id FOREIGN KEY(run_id) REFERENCES run (id), 
	CONSTRAINT fk_change_version_id FOREIGN KEY(version_id) REFERENCES version (id)
);
INSERT INTO "change" VALUES(1,1,'2024-08-01T09:00:00.000000Z',1,1,1,'published',NULL,NULL,NULL,NULL,NULL,'source');
INSERT INTO "change" VALUES(2,1,'2024-08-01T09:00:00.000000Z',1,2,2,'published',NULL,NULL,NULL,NULL,NULL,'source');
INSERT INTO "change" VALUES(3,1,'2024-08-01T09:00:00.000000Z',2,3,3,'published',NULL,NULL,NULL,NULL,NULL,'source');
INSERT INTO "change" VALUES(4,1,'2024-08-01T09:00:00.000000Z',2,4,4,'published',NULL,NULL,NULL,NULL,NULL,'source');
INSERT INTO "change" VALUES(5,1,'2024-08-01T09:00:00.000000Z',2,5,5,'published',NULL,NULL,NULL,NULL,NULL,'source');
INSERT INTO "change" VALUES(6,1,'2024-08-01T09:00:00.000000Z',3,6,6,'published',NULL,NULL,NULL,NULL,NULL,'source');
INSERT INTO "change" VALUES(7,1,'2024-08-01T09:00:00.000000Z',4,7,7,'published',NULL,NULL,NULL,NULL,NULL,'source');
INSERT INTO "change" VALUES(8,1,'2024-08-01T09:00:00.000000Z',3,8,8,'published',NULL,NULL,NULL,NULL,NULL,'source');
INSERT INTO "change" VALUES(9,1,'2024-08-01T09:00:00.000000Z',1,NULL,NULL,'authority_added',NULL,NULL,NULL,NULL,NULL,'source');
INSERT INTO "change" VALUES(10,1,'2024-08-01T09:00:00.000000Z',2,NULL,NULL,'authority_added',NULL,NULL,NULL,NULL,NULL,'source');
INSERT INTO "change" VALUES(11,1,'2024-08-01T09:00:00.000000Z',3,NULL,NULL,'authority_added',NULL,NULL,NULL,NULL,NULL,'source');
INSERT INTO "change" VALUES(12,1,'2024-08-01T09:00:00.000000Z',4,NULL,NULL,'authority_added',NULL,NULL,NULL,NULL,NULL,'source');
INSERT INTO "change" VALUES(13,2,'2024-08-01T10:00:00.000000Z',1,2,9,'revised','value','upheld_decisions',NULL,'2','3','source');
INSERT INTO "change" VALUES(14,2,'2024-08-01T10:00:00.000000Z',1,2,9,'revised','value','uphold_rate',NULL,'40','60','source');
INSERT INTO "change" VALUES(15,2,'2024-08-01T10:00:00.000000Z',5,9,10,'published',NULL,NULL,NULL,NULL,NULL,'source');
INSERT INTO "change" VALUES(16,2,'2024-08-01T10:00:00.000000Z',2,3,NULL,'withdrawn',NULL,NULL,NULL,NULL,NULL,'source');
INSERT INTO "change" VALUES(17,2,'2024-08-01T10:00:00.000000Z',5,NULL,NULL,'authority_added',NULL,NULL,NULL,NULL,NULL,'source');
INSERT INTO "change" VALUES(18,2,'2024-08-01T10:00:00.000000Z',4,NULL,NULL,'authority_merged','successor',NULL,NULL,NULL,'cumberland-council','source');
INSERT INTO "change" VALUES(19,3,'2024-08-01T11:00:00.000000Z',1,1,1,'revised','value','complaints_decided','total','8','9','reader');
CREATE TABLE document (
	sha256 VARCHAR(64) NOT NULL, 
	length INTEGER NOT NULL, 
	media_type TEXT NOT NULL, 
	first_seen_at VARCHAR(27) NOT NULL, 
	CONSTRAINT pk_document PRIMARY KEY (sha256), 
	CONSTRAINT ck_document_sha256 CHECK (length(sha256) = 64)
);
INSERT INTO "document" VALUES('cae428ec5cf3ec7b160740a26686241be054bb09d5d526f04a794f08799b2509',40,'application/pdf','2024-08-01T09:00:00.000000Z');
INSERT INTO "document" VALUES('816b5384dfdfb4884ed870a0f5aa24a89d97f0fc77fcf83e5f0ef6eb1d706f4f',498,'application/pdf','2024-08-01T09:00:00.000000Z');
INSERT INTO "document" VALUES('91578b1ac5dfe014413d2f80ab6ff687df8f5f3b28cb0300928be89fdf3f9103',341,'application/pdf','2024-08-01T09:00:00.000000Z');
INSERT INTO "document" VALUES('fdc6940f99cc0555d33047687785e9780730ff0a0751fb2b50309b2b7a1a238e',42,'application/pdf','2024-08-01T09:00:00.000000Z');
INSERT INTO "document" VALUES('be4e9933c7825430ca07155d397f5faba1171b9b09306cc0c0f7f2bddee508c9',498,'application/pdf','2024-08-01T09:00:00.000000Z');
INSERT INTO "document" VALUES('50a995a86af3173b0b719cb19465d600db660861f7c8add32d2cad1a44320426',342,'application/pdf','2024-08-01T09:00:00.000000Z');
INSERT INTO "document" VALUES('503f2e5e9c1071de25fe8db43a794f0dfbb7a71c1dea12bf48183ac632bf8702',204,'application/pdf','2024-08-01T09:00:00.000000Z');
INSERT INTO "document" VALUES('fadb655b55263b35da0951b45c6d3a19e43fba8a51bd8661259adb4cc1a83859',360,'application/pdf','2024-08-01T09:00:00.000000Z');
INSERT INTO "document" VALUES('102dbf26a2d217a50ff803e36c4ca55e12a8ad479e540ea76064e88db3776a9b',340,'application/pdf','2024-08-01T09:00:00.000000Z');
INSERT INTO "document" VALUES('f20f4f915b6a3d2c13b5ec497a0068d882317ebdf54a729265c1b468dfd30875',43,'application/pdf','2024-08-01T09:00:00.000000Z');
INSERT INTO "document" VALUES('15b5468a21cee91ae5b40bbd536f35ddf2d78fdcadcc19f9439ff58868ffbc3f',341,'application/pdf','2024-08-01T09:00:00.000000Z');
INSERT INTO "document" VALUES('57600454388662c92554ca6184484f489c3f9c5b648c0f28a98ddb451d1373be',341,'application/pdf','2024-08-01T10:00:00.000000Z');
INSERT INTO "document" VALUES('e7d1fca8007ec8cf5f29d81522d7c44efc4c974b61ff29e77d13ac6eb12d3386',36,'application/pdf','2024-08-01T10:00:00.000000Z');
INSERT INTO "document" VALUES('521c33685f7bbc15e38b7fe401220c8e9423d74b9057d8c2a6b3977cea8af85b',341,'application/pdf','2024-08-01T10:00:00.000000Z');
CREATE TABLE document_body (
	sha256 VARCHAR(64) NOT NULL, 
	body BLOB NOT NULL, 
	CONSTRAINT pk_document_body PRIMARY KEY (sha256), 
	CONSTRAINT fk_document_body_sha256 FOREIGN KEY(sha256) REFERENCES document (sha256)
);
INSERT INTO "document_body" VALUES('cae428ec5cf3ec7b160740a26686241be054bb09d5d526f04a794f08799b2509',X'3C68746D6C3E626C6162792D64697374726963742D636F756E63696C204E6F6E653C2F68746D6C3E');
INSERT INTO "document_body" VALUES('816b5384dfdfb4884ed870a0f5aa24a89d97f0fc77fcf83e5f0ef6eb1d706f4f',X'255044462D312E372046756C6C28796561723D323031362C20726174653D273430272C20776F7264733D27576520757068656C6420736F6D6520636F6D706C61696E74732E272C207374616D703D302C207374617475733D3C52656164696E675374617475732E434F4D504C4554453A2027636F6D706C657465273E2C207469746C653D27416E6E75616C20526576696577206C6574746572272C20636F6E74726164696374733D4E6F6E652C2061626F75743D274120436F756E63696C272C2076616C7565733D282827636F6D706C61696E74735F72656365697665642F686F7573696E67272C20273527292C202827636F6D706C61696E74735F72656365697665642F6164756C745F636172655F7365727669636573272C20273327292C202827636F6D706C61696E74735F72656365697665642F706C616E6E696E675F616E645F646576656C6F706D656E74272C20273227292C202827636F6D706C61696E74735F72656365697665642F746F74616C272C2027313027292C202827636F6D706C61696E74735F646563696465642F757068656C64272C20273227292C202827636F6D706C61696E74735F646563696465642F6E6F745F757068656C64272C20273227292C202827636F6D706C61696E74735F646563696465642F746F74616C272C20273827292929202525454F46');
INSERT INTO "document_body" VALUES('91578b1ac5dfe014413d2f80ab6ff687df8f5f3b28cb0300928be89fdf3f9103',X'255044462D312E372046756C6C28796561723D323032302C20726174653D273430272C20776F7264733D27576520757068656C6420736F6D6520636F6D706C61696E74732E272C207374616D703D302C207374617475733D3C52656164696E675374617475732E434F4D504C4554453A2027636F6D706C657465273E2C207469746C653D27416E6E75616C20526576696577206C6574746572272C20636F6E74726164696374733D4E6F6E652C2061626F75743D274120436F756E63696C272C2076616C7565733D2828277570686F6C645F72617465272C2027343027292C202827757068656C645F6465636973696F6E73272C20273227292C202827696E7665737469676174696F6E73272C20273527292C2028277570686F6C645F726174655F61766572616765272C2027353027292C202827636F6D706C69616E63655F72617465272C202731303027292929202525454F46');
INSERT INTO "document_body" VALUES('fdc6940f99cc0555d33047687785e9780730ff0a0751fb2b50309b2b7a1a238e',X'3C68746D6C3E72656464697463682D626F726F7567682D636F756E63696C204E6F6E653C2F68746D6C3E');
INSERT INTO "document_body" VALUES('be4e9933c7825430ca07155d397f5faba1171b9b09306cc0c0f7f2bddee508c9',X'255044462D312E372046756C6C28796561723D323031362C20726174653D273430272C20776F7264733D27576520757068656C6420736F6D6520636F6D706C61696E74732E272C207374616D703D312C207374617475733D3C52656164696E675374617475732E434F4D504C4554453A2027636F6D706C657465273E2C207469746C653D27416E6E75616C20526576696577206C6574746572272C20636F6E74726164696374733D4E6F6E652C2061626F75743D274120436F756E63696C272C2076616C7565733D282827636F6D706C61696E74735F72656365697665642F686F7573696E67272C20273527292C202827636F6D706C61696E74735F72656365697665642F6164756C745F636172655F7365727669636573272C20273327292C202827636F6D706C61696E74735F72656365697665642F706C616E6E696E675F616E645F646576656C6F706D656E74272C20273227292C202827636F6D706C61696E74735F72656365697665642F746F74616C272C2027313027292C202827636F6D706C61696E74735F646563696465642F757068656C64272C20273227292C202827636F6D706C61696E74735F646563696465642F6E6F745F757068656C64272C20273227292C202827636F6D706C61696E74735F646563696465642F746F74616C272C20273827292929202525454F46');
INSERT INTO "document_body" VALUES('50a995a86af3173b0b719cb19465d600db660861f7c8add32d2cad1a44320426',X'255044462D312E372046756C6C28796561723D323032302C20726174653D273430272C20776F7264733D27576520757068656C6420736F6D6520636F6D706C61696E74732E272C207374616D703D302C207374617475733D3C52656164696E675374617475732E434F4D504C4554453A2027636F6D706C657465273E2C207469746C653D27416E6E75616C20526576696577206C6574746572272C20636F6E74726164696374733D4E6F6E652C2061626F75743D274120436F756E63696C272C2076616C7565733D2828277570686F6C645F72617465272C2027353027292C202827757068656C645F6465636973696F6E73272C20273527292C202827696E7665737469676174696F6E73272C2027313027292C2028277570686F6C645F726174655F61766572616765272C2027353027292C202827636F6D706C69616E63655F72617465272C202731303027292929202525454F46');
INSERT INTO "document_body" VALUES('503f2e5e9c1071de25fe8db43a794f0dfbb7a71c1dea12bf48183ac632bf8702',X'255044462D312E37204C657474657228796561723D323032312C20726174653D273430272C20776F7264733D27576520757068656C6420736F6D6520636F6D706C61696E74732E272C207374616D703D302C207374617475733D3C52656164696E675374617475732E554E5245414441424C453A2027756E7265616461626C65273E2C207469746C653D27416E6E75616C20526576696577206C6574746572272C20636F6E74726164696374733D4E6F6E652C2061626F75743D274120436F756E63696C2729202525454F46');
INSERT INTO "document_body" VALUES('fadb655b55263b35da0951b45c6d3a19e43fba8a51bd8661259adb4cc1a83859',X'3C68746D6C3E616475722D64697374726963742D636F756E63696C2046756C6C28796561723D323032302C20726174653D273430272C20776F7264733D27576520757068656C6420736F6D6520636F6D706C61696E74732E272C207374616D703D302C207374617475733D3C52656164696E675374617475732E434F4D504C4554453A2027636F6D706C657465273E2C207469746C653D27416E6E75616C20526576696577206C6574746572272C20636F6E74726164696374733D4E6F6E652C2061626F75743D274120436F756E63696C272C2076616C7565733D2828277570686F6C645F72617465272C2027323527292C202827757068656C645F6465636973696F6E73272C20273127292C202827696E7665737469676174696F6E73272C20273427292C2028277570686F6C645F726174655F61766572616765272C2027363027292C202827636F6D706C69616E63655F72617465272C20273931272929293C2F68746D6C3E');
INSERT INTO "document_body" VALUES('102dbf26a2d217a50ff803e36c4ca55e12a8ad479e540ea76064e88db3776a9b',X'255044462D312E372046756C6C28796561723D323032302C20726174653D273430272C20776F7264733D27576520757068656C6420736F6D6520636F6D706C61696E74732E272C207374616D703D302C207374617475733D3C52656164696E675374617475732E434F4D504C4554453A2027636F6D706C657465273E2C207469746C653D27416E6E75616C20526576696577206C6574746572272C20636F6E74726164696374733D4E6F6E652C2061626F75743D274120436F756E63696C272C2076616C7565733D2828277570686F6C645F72617465272C2027323527292C202827757068656C645F6465636973696F6E73272C20273127292C202827696E7665737469676174696F6E73272C20273427292C2028277570686F6C645F726174655F61766572616765272C2027363027292C202827636F6D706C69616E63655F72617465272C2027393027292929202525454F46');
INSERT INTO "document_body" VALUES('f20f4f915b6a3d2c13b5ec497a0068d882317ebdf54a729265c1b468dfd30875',X'3C68746D6C3E616C6C657264616C652D626F726F7567682D636F756E63696C204E6F6E653C2F68746D6C3E');
INSERT INTO "document_body" VALUES('15b5468a21cee91ae5b40bbd536f35ddf2d78fdcadcc19f9439ff58868ffbc3f',X'255044462D312E372046756C6C28796561723D323032302C20726174653D273430272C20776F7264733D27576520757068656C6420736F6D6520636F6D706C61696E74732E272C207374616D703D302C207374617475733D3C52656164696E675374617475732E434F4D504C4554453A2027636F6D706C657465273E2C207469746C653D27416E6E75616C20526576696577206C6574746572272C20636F6E74726164696374733D4E6F6E652C2061626F75743D274120436F756E63696C272C2076616C7565733D2828277570686F6C645F72617465272C2027333327292C202827757068656C645F6465636973696F6E73272C20273127292C202827696E7665737469676174696F6E73272C20273327292C2028277570686F6C645F726174655F61766572616765272C2027353027292C202827636F6D706C69616E63655F72617465272C202731303027292929202525454F46');
INSERT INTO "document_body" VALUES('57600454388662c92554ca6184484f489c3f9c5b648c0f28a98ddb451d1373be',X'255044462D312E372046756C6C28796561723D323032302C20726174653D273430272C20776F7264733D27576520757068656C6420736F6D6520636F6D706C61696E74732E272C207374616D703D302C207374617475733D3C52656164696E675374617475732E434F4D504C4554453A2027636F6D706C657465273E2C207469746C653D27416E6E75616C20526576696577206C6574746572272C20636F6E74726164696374733D4E6F6E652C2061626F75743D274120436F756E63696C272C2076616C7565733D2828277570686F6C645F72617465272C2027363027292C202827757068656C645F6465636973696F6E73272C20273327292C202827696E7665737469676174696F6E73272C20273527292C2028277570686F6C645F726174655F61766572616765272C2027353027292C202827636F6D706C69616E63655F72617465272C202731303027292929202525454F46');
INSERT INTO "document_body" VALUES('e7d1fca8007ec8cf5f29d81522d7c44efc4c974b61ff29e77d13ac6eb12d3386',X'3C68746D6C3E63756D6265726C616E642D636F756E63696C204E6F6E653C2F68746D6C3E');
INSERT INTO "document_body" VALUES('521c33685f7bbc15e38b7fe401220c8e9423d74b9057d8c2a6b3977cea8af85b',X'255044462D312E372046756C6C28796561723D323032342C20726174653D273430272C20776F7264733D27576520757068656C6420736F6D6520636F6D706C61696E74732E272C207374616D703D302C207374617475733D3C52656164696E675374617475732E434F4D504C4554453A2027636F6D706C657465273E2C207469746C653D27416E6E75616C20526576696577206C6574746572272C20636F6E74726164696374733D4E6F6E652C2061626F75743D274120436F756E63696C272C2076616C7565733D2828277570686F6C645F72617465272C2027383027292C202827757068656C645F6465636973696F6E73272C20273427292C202827696E7665737469676174696F6E73272C20273527292C2028277570686F6C645F726174655F61766572616765272C2027353027292C202827636F6D706C69616E63655F72617465272C202731303027292929202525454F46');
CREATE TABLE figure (
	id INTEGER NOT NULL, 
	reading_id INTEGER NOT NULL, 
	position INTEGER NOT NULL, 
	measure TEXT NOT NULL, 
	category TEXT, 
	value DOUBLE, 
	unit TEXT NOT NULL, 
	state TEXT NOT NULL, 
	page INTEGER NOT NULL, 
	x0 DOUBLE, 
	top DOUBLE, 
	x1 DOUBLE, 
	bottom DOUBLE, 
	text TEXT NOT NULL, 
	CONSTRAINT pk_figure PRIMARY KEY (id), 
	CONSTRAINT ck_figure_value CHECK ((value IS NULL) = (state NOT IN ('printed', 'derived'))), 
	CONSTRAINT ck_figure_state CHECK (state IN ('printed', 'derived', 'not_applicable', 'unreadable')), 
	CONSTRAINT ck_figure_page CHECK (page >= 1), 
	CONSTRAINT fk_figure_reading_id FOREIGN KEY(reading_id) REFERENCES reading (id), 
	CONSTRAINT uq_figure_reading_id_position UNIQUE (reading_id, position)
);
INSERT INTO "figure" VALUES(1,1,0,'complaints_received','housing',5.0,'count','printed',2,NULL,NULL,NULL,NULL,'complaints_received 5');
INSERT INTO "figure" VALUES(2,1,1,'complaints_received','adult_care_services',3.0,'count','printed',2,NULL,NULL,NULL,NULL,'complaints_received 3');
INSERT INTO "figure" VALUES(3,1,2,'complaints_received','planning_and_development',2.0,'count','printed',2,NULL,NULL,NULL,NULL,'complaints_received 2');
INSERT INTO "figure" VALUES(4,1,3,'complaints_received','total',10.0,'count','printed',2,NULL,NULL,NULL,NULL,'complaints_received 10');
INSERT INTO "figure" VALUES(5,1,4,'complaints_decided','upheld',2.0,'count','printed',2,NULL,NULL,NULL,NULL,'complaints_decided 2');
INSERT INTO "figure" VALUES(6,1,5,'complaints_decided','not_upheld',2.0,'count','printed',2,NULL,NULL,NULL,NULL,'complaints_decided 2');
INSERT INTO "figure" VALUES(7,1,6,'complaints_decided','total',8.0,'count','printed',2,NULL,NULL,NULL,NULL,'complaints_decided 8');
INSERT INTO "figure" VALUES(8,2,0,'uphold_rate',NULL,40.0,'percent','printed',2,NULL,NULL,NULL,NULL,'uphold_rate 40');
INSERT INTO "figure" VALUES(9,2,1,'upheld_decisions',NULL,2.0,'count','printed',2,NULL,NULL,NULL,NULL,'upheld_decisions 2');
INSERT INTO "figure" VALUES(10,2,2,'investigations',NULL,5.0,'count','printed',2,NULL,NULL,NULL,NULL,'investigations 5');
INSERT INTO "figure" VALUES(11,2,3,'uphold_rate_average',NULL,50.0,'percent','printed',2,NULL,NULL,NULL,NULL,'uphold_rate_average 50');
INSERT INTO "figure" VALUES(12,2,4,'compliance_rate',NULL,100.0,'percent','printed',2,NULL,NULL,NULL,NULL,'compliance_rate 100');
INSERT INTO "figure" VALUES(13,3,0,'complaints_received','housing',5.0,'count','printed',2,NULL,NULL,NULL,NULL,'complaints_received 5');
INSERT INTO "figure" VALUES(14,3,1,'complaints_received','adult_care_services',3.0,'count','printed',2,NULL,NULL,NULL,NULL,'complaints_received 3');
INSERT INTO "figure" VALUES(15,3,2,'complaints_received','planning_and_development',2.0,'count','printed',2,NULL,NULL,NULL,NULL,'complaints_received 2');
INSERT INTO "figure" VALUES(16,3,3,'complaints_received','total',10.0,'count','printed',2,NULL,NULL,NULL,NULL,'complaints_received 10');
INSERT INTO "figure" VALUES(17,3,4,'complaints_decided','upheld',2.0,'count','printed',2,NULL,NULL,NULL,NULL,'complaints_decided 2');
INSERT INTO "figure" VALUES(18,3,5,'complaints_decided','not_upheld',2.0,'count','printed',2,NULL,NULL,NULL,NULL,'complaints_decided 2');
INSERT INTO "figure" VALUES(19,3,6,'complaints_decided','total',8.0,'count','printed',2,NULL,NULL,NULL,NULL,'complaints_decided 8');
INSERT INTO "figure" VALUES(20,4,0,'uphold_rate',NULL,50.0,'percent','printed',2,NULL,NULL,NULL,NULL,'uphold_rate 50');
INSERT INTO "figure" VALUES(21,4,1,'upheld_decisions',NULL,5.0,'count','printed',2,NULL,NULL,NULL,NULL,'upheld_decisions 5');
INSERT INTO "figure" VALUES(22,4,2,'investigations',NULL,10.0,'count','printed',2,NULL,NULL,NULL,NULL,'investigations 10');
INSERT INTO "figure" VALUES(23,4,3,'uphold_rate_average',NULL,50.0,'percent','printed',2,NULL,NULL,NULL,NULL,'uphold_rate_average 50');
INSERT INTO "figure" VALUES(24,4,4,'compliance_rate',NULL,100.0,'percent','printed',2,NULL,NULL,NULL,NULL,'compliance_rate 100');
INSERT INTO "figure" VALUES(25,6,0,'uphold_rate',NULL,25.0,'percent','printed',2,NULL,NULL,NULL,NULL,'uphold_rate 25');
INSERT INTO "figure" VALUES(26,6,1,'upheld_decisions',NULL,1.0,'count','printed',2,NULL,NULL,NULL,NULL,'upheld_decisions 1');
INSERT INTO "figure" VALUES(27,6,2,'investigations',NULL,4.0,'count','printed',2,NULL,NULL,NULL,NULL,'investigations 4');
INSERT INTO "figure" VALUES(28,6,3,'uphold_rate_average',NULL,60.0,'percent','printed',2,NULL,NULL,NULL,NULL,'uphold_rate_average 60');
INSERT INTO "figure" VALUES(29,6,4,'compliance_rate',NULL,91.0,'percent','printed',2,NULL,NULL,NULL,NULL,'compliance_rate 91');
INSERT INTO "figure" VALUES(30,7,0,'uphold_rate',NULL,25.0,'percent','printed',2,NULL,NULL,NULL,NULL,'uphold_rate 25');
INSERT INTO "figure" VALUES(31,7,1,'upheld_decisions',NULL,1.0,'count','printed',2,NULL,NULL,NULL,NULL,'upheld_decisions 1');
INSERT INTO "figure" VALUES(32,7,2,'investigations',NULL,4.0,'count','printed',2,NULL,NULL,NULL,NULL,'investigations 4');
INSERT INTO "figure" VALUES(33,7,3,'uphold_rate_average',NULL,60.0,'percent','printed',2,NULL,NULL,NULL,NULL,'uphold_rate_average 60');
INSERT INTO "figure" VALUES(34,7,4,'compliance_rate',NULL,90.0,'percent','printed',2,NULL,NULL,NULL,NULL,'compliance_rate 90');
INSERT INTO "figure" VALUES(35,8,0,'uphold_rate',NULL,33.0,'percent','printed',2,NULL,NULL,NULL,NULL,'uphold_rate 33');
INSERT INTO "figure" VALUES(36,8,1,'upheld_decisions',NULL,1.0,'count','printed',2,NULL,NULL,NULL,NULL,'upheld_decisions 1');
INSERT INTO "figure" VALUES(37,8,2,'investigations',NULL,3.0,'count','printed',2,NULL,NULL,NULL,NULL,'investigations 3');
INSERT INTO "figure" VALUES(38,8,3,'uphold_rate_average',NULL,50.0,'percent','printed',2,NULL,NULL,NULL,NULL,'uphold_rate_average 50');
INSERT INTO "figure" VALUES(39,8,4,'compliance_rate',NULL,100.0,'percent','printed',2,NULL,NULL,NULL,NULL,'compliance_rate 100');
INSERT INTO "figure" VALUES(40,9,0,'uphold_rate',NULL,60.0,'percent','printed',2,NULL,NULL,NULL,NULL,'uphold_rate 60');
INSERT INTO "figure" VALUES(41,9,1,'upheld_decisions',NULL,3.0,'count','printed',2,NULL,NULL,NULL,NULL,'upheld_decisions 3');
INSERT INTO "figure" VALUES(42,9,2,'investigations',NULL,5.0,'count','printed',2,NULL,NULL,NULL,NULL,'investigations 5');
INSERT INTO "figure" VALUES(43,9,3,'uphold_rate_average',NULL,50.0,'percent','printed',2,NULL,NULL,NULL,NULL,'uphold_rate_average 50');
INSERT INTO "figure" VALUES(44,9,4,'compliance_rate',NULL,100.0,'percent','printed',2,NULL,NULL,NULL,NULL,'compliance_rate 100');
INSERT INTO "figure" VALUES(45,10,0,'uphold_rate',NULL,80.0,'percent','printed',2,NULL,NULL,NULL,NULL,'uphold_rate 80');
INSERT INTO "figure" VALUES(46,10,1,'upheld_decisions',NULL,4.0,'count','printed',2,NULL,NULL,NULL,NULL,'upheld_decisions 4');
INSERT INTO "figure" VALUES(47,10,2,'investigations',NULL,5.0,'count','printed',2,NULL,NULL,NULL,NULL,'investigations 5');
INSERT INTO "figure" VALUES(48,10,3,'uphold_rate_average',NULL,50.0,'percent','printed',2,NULL,NULL,NULL,NULL,'uphold_rate_average 50');
INSERT INTO "figure" VALUES(49,10,4,'compliance_rate',NULL,100.0,'percent','printed',2,NULL,NULL,NULL,NULL,'compliance_rate 100');
INSERT INTO "figure" VALUES(50,11,0,'complaints_received','housing',5.0,'count','printed',2,NULL,NULL,NULL,NULL,'complaints_received 5');
INSERT INTO "figure" VALUES(51,11,1,'complaints_received','adult_care_services',3.0,'count','printed',2,NULL,NULL,NULL,NULL,'complaints_received 3');
INSERT INTO "figure" VALUES(52,11,2,'complaints_received','planning_and_development',2.0,'count','printed',2,NULL,NULL,NULL,NULL,'complaints_received 2');
INSERT INTO "figure" VALUES(53,11,3,'complaints_received','total',10.0,'count','printed',2,NULL,NULL,NULL,NULL,'complaints_received 10');
INSERT INTO "figure" VALUES(54,11,4,'complaints_decided','upheld',2.0,'count','printed',2,NULL,NULL,NULL,NULL,'complaints_decided 2');
INSERT INTO "figure" VALUES(55,11,5,'complaints_decided','not_upheld',2.0,'count','printed',2,NULL,NULL,NULL,NULL,'complaints_decided 2');
INSERT INTO "figure" VALUES(56,11,6,'complaints_decided','total',9.0,'count','printed',2,NULL,NULL,NULL,NULL,'complaints_decided 9');
CREATE TABLE listing (
	id INTEGER NOT NULL, 
	run_id INTEGER NOT NULL, 
	authority_id INTEGER NOT NULL, 
	capture_id INTEGER NOT NULL, 
	url TEXT NOT NULL, 
	text TEXT NOT NULL, 
	year INTEGER, 
	CONSTRAINT pk_listing PRIMARY KEY (id), 
	CONSTRAINT fk_listing_authority_id FOREIGN KEY(authority_id) REFERENCES authority (id), 
	CONSTRAINT fk_listing_capture_id FOREIGN KEY(capture_id) REFERENCES capture (id), 
	CONSTRAINT fk_listing_run_id FOREIGN KEY(run_id) REFERENCES run (id)
);
INSERT INTO "listing" VALUES(1,1,1,1,'http://127.0.0.1/your-councils-performance/documents/blaby-district-council/2016.pdf','Letter 2016',2016);
INSERT INTO "listing" VALUES(2,1,1,1,'http://127.0.0.1/your-councils-performance/documents/blaby-district-council/2020.pdf','Letter 2020',2020);
INSERT INTO "listing" VALUES(3,1,2,4,'http://127.0.0.1/your-councils-performance/documents/redditch-borough-council/2016.pdf','Letter 2016',2016);
INSERT INTO "listing" VALUES(4,1,2,4,'http://127.0.0.1/your-councils-performance/documents/redditch-borough-council/2020.pdf','Letter 2020',2020);
INSERT INTO "listing" VALUES(5,1,2,4,'http://127.0.0.1/your-councils-performance/documents/redditch-borough-council/2021.pdf','Letter 2021',2021);
INSERT INTO "listing" VALUES(6,1,3,8,'http://127.0.0.1/your-councils-performance/documents/adur-district-council/2020.pdf','Letter 2020',2020);
INSERT INTO "listing" VALUES(7,1,4,10,'http://127.0.0.1/your-councils-performance/documents/allerdale-borough-council/2020.pdf','Letter 2020',2020);
INSERT INTO "listing" VALUES(8,2,1,12,'http://127.0.0.1/your-councils-performance/documents/blaby-district-council/2016.pdf','Letter 2016',2016);
INSERT INTO "listing" VALUES(9,2,1,12,'http://127.0.0.1/your-councils-performance/documents/blaby-district-council/2020.pdf','Letter 2020',2020);
INSERT INTO "listing" VALUES(10,2,2,15,'http://127.0.0.1/your-councils-performance/documents/redditch-borough-council/2020.pdf','Letter 2020',2020);
INSERT INTO "listing" VALUES(11,2,2,15,'http://127.0.0.1/your-councils-performance/documents/redditch-borough-council/2021.pdf','Letter 2021',2021);
INSERT INTO "listing" VALUES(12,2,3,18,'http://127.0.0.1/your-councils-performance/documents/adur-district-council/2020.pdf','Letter 2020',2020);
INSERT INTO "listing" VALUES(13,2,4,20,'http://127.0.0.1/your-councils-performance/documents/allerdale-borough-council/2020.pdf','Letter 2020',2020);
INSERT INTO "listing" VALUES(14,2,5,22,'http://127.0.0.1/your-councils-performance/documents/cumberland-council/2024.pdf','Letter 2024',2024);
CREATE TABLE page_read (
	id INTEGER NOT NULL, 
	run_id INTEGER NOT NULL, 
	authority_id INTEGER NOT NULL, 
	capture_id INTEGER NOT NULL, 
	url TEXT NOT NULL, 
	slug TEXT NOT NULL, 
	site_slug TEXT NOT NULL, 
	name TEXT NOT NULL, 
	predecessors TEXT NOT NULL, 
	CONSTRAINT pk_page_read PRIMARY KEY (id), 
	CONSTRAINT fk_page_read_authority_id FOREIGN KEY(authority_id) REFERENCES authority (id), 
	CONSTRAINT fk_page_read_capture_id FOREIGN KEY(capture_id) REFERENCES capture (id), 
	CONSTRAINT fk_page_read_run_id FOREIGN KEY(run_id) REFERENCES run (id), 
	CONSTRAINT uq_page_read_run_id_authority_id_capture_id UNIQUE (run_id, authority_id, capture_id)
);
INSERT INTO "page_read" VALUES(1,1,1,1,'http://127.0.0.1/your-councils-performance/blaby-district-council/statistics','blaby-district-council','blaby-district-council','Blaby District Council','[]');
INSERT INTO "page_read" VALUES(2,1,2,4,'http://127.0.0.1/your-councils-performance/redditch-borough-council/statistics','redditch-borough-council','redditch-borough-council','Redditch Borough Council','[]');
INSERT INTO "page_read" VALUES(3,1,3,8,'http://127.0.0.1/your-councils-performance/adur-district-council/statistics','adur-district-council','adur-district-council','Adur District Council','[]');
INSERT INTO "page_read" VALUES(4,1,4,10,'http://127.0.0.1/your-councils-performance/allerdale-borough-council/statistics','allerdale-borough-council','allerdale-borough-council','Allerdale Borough Council','[]');
INSERT INTO "page_read" VALUES(5,2,1,12,'http://127.0.0.1/your-councils-performance/blaby-district-council/statistics','blaby-district-council','blaby-district-council','Blaby District Council','[]');
INSERT INTO "page_read" VALUES(6,2,2,15,'http://127.0.0.1/your-councils-performance/redditch-borough-council/statistics','redditch-borough-council','redditch-borough-council','Redditch Borough Council','[]');
INSERT INTO "page_read" VALUES(7,2,3,18,'http://127.0.0.1/your-councils-performance/adur-district-council/statistics','adur-district-council','adur-district-council','Adur District Council','[]');
INSERT INTO "page_read" VALUES(8,2,4,20,'http://127.0.0.1/your-councils-performance/allerdale-borough-council/statistics','allerdale-borough-council','allerdale-borough-council','Allerdale Borough Council','[]');
INSERT INTO "page_read" VALUES(9,2,5,22,'http://127.0.0.1/your-councils-performance/cumberland-council/statistics','cumberland-council','cumberland-council','Cumberland Council','[]');
CREATE TABLE publication (
	id INTEGER NOT NULL, 
	authority_id INTEGER NOT NULL, 
	year INTEGER NOT NULL, 
	source TEXT NOT NULL, 
	url TEXT NOT NULL, 
	withdrawn_at VARCHAR(27), 
	last_seen_at VARCHAR(27) NOT NULL, 
	CONSTRAINT pk_publication PRIMARY KEY (id), 
	CONSTRAINT ck_publication_source CHECK (source IN ('letter', 'statistics_page')), 
	CONSTRAINT fk_publication_authority_id FOREIGN KEY(authority_id) REFERENCES authority (id), 
	CONSTRAINT uq_publication_authority_id_year_source UNIQUE (authority_id, year, source)
);
INSERT INTO "publication" VALUES(1,1,2016,'letter','http://127.0.0.1/your-councils-performance/documents/blaby-district-council/2016.pdf',NULL,'2024-08-01T10:00:00.000000Z');
INSERT INTO "publication" VALUES(2,1,2020,'letter','http://127.0.0.1/your-councils-performance/documents/blaby-district-council/2020.pdf',NULL,'2024-08-01T10:00:00.000000Z');
INSERT INTO "publication" VALUES(3,2,2016,'letter','http://127.0.0.1/your-councils-performance/documents/redditch-borough-council/2016.pdf','2024-08-01T10:00:00.000000Z','2024-08-01T09:00:00.000000Z');
INSERT INTO "publication" VALUES(4,2,2020,'letter','http://127.0.0.1/your-councils-performance/documents/redditch-borough-council/2020.pdf',NULL,'2024-08-01T10:00:00.000000Z');
INSERT INTO "publication" VALUES(5,2,2021,'letter','http://127.0.0.1/your-councils-performance/documents/redditch-borough-council/2021.pdf',NULL,'2024-08-01T10:00:00.000000Z');
INSERT INTO "publication" VALUES(6,3,2020,'letter','http://127.0.0.1/your-councils-performance/documents/adur-district-council/2020.pdf',NULL,'2024-08-01T10:00:00.000000Z');
INSERT INTO "publication" VALUES(7,4,2020,'letter','http://127.0.0.1/your-councils-performance/documents/allerdale-borough-council/2020.pdf',NULL,'2024-08-01T10:00:00.000000Z');
INSERT INTO "publication" VALUES(8,3,2020,'statistics_page','http://127.0.0.1/your-councils-performance/adur-district-council/statistics',NULL,'2024-08-01T10:00:00.000000Z');
INSERT INTO "publication" VALUES(9,5,2024,'letter','http://127.0.0.1/your-councils-performance/documents/cumberland-council/2024.pdf',NULL,'2024-08-01T10:00:00.000000Z');
CREATE TABLE reading (
	id INTEGER NOT NULL, 
	document_sha256 VARCHAR(64) NOT NULL, 
	reader_version TEXT NOT NULL, 
	status TEXT NOT NULL, 
	layout TEXT, 
	authority TEXT, 
	year INTEGER, 
	period_start VARCHAR(10), 
	period_end VARCHAR(10), 
	title TEXT, 
	letter_date VARCHAR(10), 
	addressee_name TEXT, 
	addressee_role TEXT, 
	signatory_name TEXT, 
	signatory_role TEXT, 
	text_sha256 VARCHAR(64), 
	figures_sha256 VARCHAR(64) NOT NULL, 
	CONSTRAINT pk_reading PRIMARY KEY (id), 
	CONSTRAINT ck_reading_status CHECK (status IN ('complete', 'partial', 'no_statistics', 'not_a_letter', 'unrecognised', 'unreadable')), 
	CONSTRAINT fk_reading_document_sha256 FOREIGN KEY(document_sha256) REFERENCES document (sha256), 
	CONSTRAINT uq_reading_document_sha256_reader_version UNIQUE (document_sha256, reader_version)
);
INSERT INTO "reading" VALUES(1,'816b5384dfdfb4884ed870a0f5aa24a89d97f0fc77fcf83e5f0ef6eb1d706f4f','1','complete','three_measures','A Council',2016,NULL,NULL,'Annual Review letter',NULL,'Ms Example','Chief Executive',NULL,NULL,'d3fae58adf1165ab4cf90849a03b372046cbe9e6c1fe66c1f2e3a5b789d53666','444984b883c9208f6af6e34abe1fb9b79faee7604c316d91959e15a574f46807');
INSERT INTO "reading" VALUES(2,'91578b1ac5dfe014413d2f80ab6ff687df8f5f3b28cb0300928be89fdf3f9103','1','complete','three_measures','A Council',2020,NULL,NULL,'Annual Review letter',NULL,'Ms Example','Chief Executive',NULL,NULL,'9bc8be258ea851c481b28660179e18eaa9677d23813e93383462561383f89ec5','f2c0cc97781c82375023e4af95b2f7f4c47a0d7cc99ff0bb4b4778806d492284');
INSERT INTO "reading" VALUES(3,'be4e9933c7825430ca07155d397f5faba1171b9b09306cc0c0f7f2bddee508c9','1','complete','three_measures','A Council',2016,NULL,NULL,'Annual Review letter',NULL,'Ms Example','Chief Executive',NULL,NULL,'d3fae58adf1165ab4cf90849a03b372046cbe9e6c1fe66c1f2e3a5b789d53666','444984b883c9208f6af6e34abe1fb9b79faee7604c316d91959e15a574f46807');
INSERT INTO "reading" VALUES(4,'50a995a86af3173b0b719cb19465d600db660861f7c8add32d2cad1a44320426','1','complete','three_measures','A Council',2020,NULL,NULL,'Annual Review letter',NULL,'Ms Example','Chief Executive',NULL,NULL,'9bc8be258ea851c481b28660179e18eaa9677d23813e93383462561383f89ec5','d0d4c0ea83850b18c51f74909b177fa09e5dca67afade6a1e8b2896a82ea75e1');
INSERT INTO "reading" VALUES(5,'503f2e5e9c1071de25fe8db43a794f0dfbb7a71c1dea12bf48183ac632bf8702','1','unreadable',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'4f53cda18c2baa0c0354bb5f9a3ecbe5ed12ab4d8e11ba873c2f11161202b945');
INSERT INTO "reading" VALUES(6,'fadb655b55263b35da0951b45c6d3a19e43fba8a51bd8661259adb4cc1a83859','1','complete','three_measures','A Council',2020,NULL,NULL,'Annual Review letter',NULL,'Ms Example','Chief Executive',NULL,NULL,'9bc8be258ea851c481b28660179e18eaa9677d23813e93383462561383f89ec5','0c1f476957cb4a2e8191b143d297b81dcc60fb030f04a6ee194369a4ba813fb3');
INSERT INTO "reading" VALUES(7,'102dbf26a2d217a50ff803e36c4ca55e12a8ad479e540ea76064e88db3776a9b','1','complete','three_measures','A Council',2020,NULL,NULL,'Annual Review letter',NULL,'Ms Example','Chief Executive',NULL,NULL,'9bc8be258ea851c481b28660179e18eaa9677d23813e93383462561383f89ec5','df78368fe93d951eabf29414c307e6bb7270198b8d1bc9cb9fca2c4c047cda15');
INSERT INTO "reading" VALUES(8,'15b5468a21cee91ae5b40bbd536f35ddf2d78fdcadcc19f9439ff58868ffbc3f','1','complete','three_measures','A Council',2020,NULL,NULL,'Annual Review letter',NULL,'Ms Example','Chief Executive',NULL,NULL,'9bc8be258ea851c481b28660179e18eaa9677d23813e93383462561383f89ec5','f2ddfcb72767a149eaaf2fca134a7ef88531f6b5693e53208bd62c2731fe282e');
INSERT INTO "reading" VALUES(9,'57600454388662c92554ca6184484f489c3f9c5b648c0f28a98ddb451d1373be','1','complete','three_measures','A Council',2020,NULL,NULL,'Annual Review letter',NULL,'Ms Example','Chief Executive',NULL,NULL,'9bc8be258ea851c481b28660179e18eaa9677d23813e93383462561383f89ec5','ac7b94032d2a1b3cf8680929db6f21ae17387fcf106985b6341f2d04ffde239d');
INSERT INTO "reading" VALUES(10,'521c33685f7bbc15e38b7fe401220c8e9423d74b9057d8c2a6b3977cea8af85b','1','complete','three_measures','A Council',2024,NULL,NULL,'Annual Review letter',NULL,'Ms Example','Chief Executive',NULL,NULL,'a6bc99d2f80ef85dbd07051dba522e0d28f2722a0f285a8931377f740777f075','647f425a8c1ca931e0eea464674b3b8f270b67b1e72de0f9340ed7542b4a0180');
INSERT INTO "reading" VALUES(11,'816b5384dfdfb4884ed870a0f5aa24a89d97f0fc77fcf83e5f0ef6eb1d706f4f','2','complete','three_measures','A Council',2016,NULL,NULL,'Annual Review letter',NULL,'Ms Example','Chief Executive',NULL,NULL,'d3fae58adf1165ab4cf90849a03b372046cbe9e6c1fe66c1f2e3a5b789d53666','1a229ae8cdc51de85701a2763a67f9e16ad8d69f230d99f4a8c3204b79c20db1');
CREATE TABLE reading_issue (
	id INTEGER NOT NULL, 
	reading_id INTEGER NOT NULL, 
	position INTEGER NOT NULL, 
	code TEXT NOT NULL, 
	severity TEXT NOT NULL, 
	message TEXT NOT NULL, 
	measure TEXT, 
	CONSTRAINT pk_reading_issue PRIMARY KEY (id), 
	CONSTRAINT ck_reading_issue_severity CHECK (severity IN ('error', 'warning', 'info')), 
	CONSTRAINT fk_reading_issue_reading_id FOREIGN KEY(reading_id) REFERENCES reading (id), 
	CONSTRAINT uq_reading_issue_reading_id_position UNIQUE (reading_id, position)
);
INSERT INTO "reading_issue" VALUES(1,1,0,'base_differs','info','The bases differ','uphold_rate');
INSERT INTO "reading_issue" VALUES(2,2,0,'base_differs','info','The bases differ','uphold_rate');
INSERT INTO "reading_issue" VALUES(3,3,0,'base_differs','info','The bases differ','uphold_rate');
INSERT INTO "reading_issue" VALUES(4,4,0,'base_differs','info','The bases differ','uphold_rate');
INSERT INTO "reading_issue" VALUES(5,6,0,'base_differs','info','The bases differ','uphold_rate');
INSERT INTO "reading_issue" VALUES(6,7,0,'base_differs','info','The bases differ','uphold_rate');
INSERT INTO "reading_issue" VALUES(7,8,0,'base_differs','info','The bases differ','uphold_rate');
INSERT INTO "reading_issue" VALUES(8,9,0,'base_differs','info','The bases differ','uphold_rate');
INSERT INTO "reading_issue" VALUES(9,10,0,'base_differs','info','The bases differ','uphold_rate');
INSERT INTO "reading_issue" VALUES(10,11,0,'base_differs','info','The bases differ','uphold_rate');
CREATE TABLE register_entry (
	code TEXT NOT NULL, 
	name TEXT NOT NULL, 
	short_name TEXT NOT NULL, 
	gss_code TEXT, 
	type TEXT NOT NULL, 
	region TEXT, 
	start_date VARCHAR(10), 
	end_date VARCHAR(10), 
	CONSTRAINT pk_register_entry PRIMARY KEY (code)
);
INSERT INTO "register_entry" VALUES('ADU','Adur District Council','Adur','E07000223','Non-metropolitan district','South East',NULL,NULL);
INSERT INTO "register_entry" VALUES('ALL','Allerdale Borough Council','Allerdale','E07000026','Non-metropolitan district','North West',NULL,'2023-04-01');
INSERT INTO "register_entry" VALUES('BLA','Blaby District Council','Blaby','E07000129','Non-metropolitan district','East Midlands',NULL,NULL);
INSERT INTO "register_entry" VALUES('CAR','Carlisle City Council','Carlisle','E07000028','Non-metropolitan district','North West',NULL,'2023-04-01');
INSERT INTO "register_entry" VALUES('COP','Copeland Borough Council','Copeland','E07000029','Non-metropolitan district','North West',NULL,'2023-04-01');
INSERT INTO "register_entry" VALUES('CBD','Cumberland Council','Cumberland','E06000063','Unitary authority','North West','2023-04-01',NULL);
INSERT INTO "register_entry" VALUES('CMA','Cumbria County Council','Cumbria','E10000006','County','North West',NULL,'2023-04-01');
INSERT INTO "register_entry" VALUES('RED','Redditch Borough Council','Redditch','E07000236','Non-metropolitan district','West Midlands',NULL,NULL);
CREATE TABLE register_succession (
	predecessor_code TEXT NOT NULL, 
	successor_code TEXT NOT NULL, 
	CONSTRAINT pk_register_succession PRIMARY KEY (predecessor_code, successor_code), 
	CONSTRAINT fk_register_succession_predecessor_code FOREIGN KEY(predecessor_code) REFERENCES register_entry (code), 
	CONSTRAINT fk_register_succession_successor_code FOREIGN KEY(successor_code) REFERENCES register_entry (code)
);
INSERT INTO "register_succession" VALUES('ALL','CBD');
INSERT INTO "register_succession" VALUES('CAR','CBD');
INSERT INTO "register_succession" VALUES('CMA','CBD');
INSERT INTO "register_succession" VALUES('COP','CBD');
CREATE TABLE run (
	id INTEGER NOT NULL, 
	"trigger" TEXT NOT NULL, 
	state TEXT NOT NULL, 
	token VARCHAR(36) NOT NULL, 
	started_at VARCHAR(27) NOT NULL, 
	heartbeat_at VARCHAR(27) NOT NULL, 
	finished_at VARCHAR(27), 
	site_url TEXT NOT NULL, 
	scope_authorities TEXT, 
	scope_years TEXT, 
	reasons TEXT NOT NULL, 
	reader_version TEXT NOT NULL, 
	answers TEXT NOT NULL, 
	diagnoses TEXT NOT NULL, 
	retries INTEGER NOT NULL, 
	pages INTEGER NOT NULL, 
	letters INTEGER NOT NULL, 
	captures INTEGER NOT NULL, 
	not_modified INTEGER NOT NULL, 
	bytes_received BIGINT NOT NULL, 
	authorities INTEGER NOT NULL, 
	published INTEGER NOT NULL, 
	revised INTEGER NOT NULL, 
	reworded INTEGER NOT NULL, 
	restamped INTEGER NOT NULL, 
	moved INTEGER NOT NULL, 
	withdrawn INTEGER NOT NULL, 
	restored INTEGER NOT NULL, 
	unread INTEGER NOT NULL, 
	CONSTRAINT pk_run PRIMARY KEY (id), 
	CONSTRAINT ck_run_finished CHECK ((state = 'running') = (finished_at IS NULL)), 
	CONSTRAINT ck_run_state CHECK (state IN ('running', 'published', 'held', 'failed', 'abandoned', 'discarded')), 
	CONSTRAINT ck_run_trigger CHECK (trigger IN ('crawl', 'schedule', 'demo', 'scrapy', 'reread'))
);
INSERT INTO "run" VALUES(1,'crawl','published','bced1c14-6486-426d-9bef-1092321f2c82','2024-08-01T09:00:00.000000Z','2024-08-01T09:00:00.000000Z','2024-08-01T09:00:00.000000Z','http://127.0.0.1/your-councils-performance',NULL,NULL,'[]','1','{"200": 11}','{}',0,4,7,11,0,3049,4,7,0,0,0,0,0,0,1);
INSERT INTO "run" VALUES(2,'crawl','published','24460286-89fc-43d0-90e4-32474901a28b','2024-08-01T10:00:00.000000Z','2024-08-01T10:00:00.000000Z','2024-08-01T10:00:00.000000Z','http://127.0.0.1/your-councils-performance',NULL,NULL,'[]','1','{"200": 12}','{}',0,5,7,12,0,2928,5,1,1,0,0,0,1,0,0);
INSERT INTO "run" VALUES(3,'reread','published','de2112d0-6f4e-4384-a477-76e32670e989','2024-08-01T11:00:00.000000Z','2024-08-01T11:00:00.000000Z','2024-08-01T11:00:00.000000Z','http://127.0.0.1/your-councils-performance','[]',NULL,'["Reader 2 read 1 letters and pages again: 1 differ"]','2','{}','{}',0,0,0,0,0,0,0,0,1,0,0,0,0,0,0);
CREATE TABLE run_issue (
	id INTEGER NOT NULL, 
	run_id INTEGER NOT NULL, 
	authority_slug TEXT, 
	year INTEGER, 
	url TEXT, 
	code TEXT NOT NULL, 
	severity TEXT NOT NULL, 
	message TEXT NOT NULL, 
	CONSTRAINT pk_run_issue PRIMARY KEY (id), 
	CONSTRAINT ck_run_issue_severity CHECK (severity IN ('error', 'warning', 'info')), 
	CONSTRAINT fk_run_issue_run_id FOREIGN KEY(run_id) REFERENCES run (id)
);
INSERT INTO "run_issue" VALUES(1,1,NULL,NULL,NULL,'page_not_read','warning','The page was not read');
CREATE TABLE shown (
	id INTEGER NOT NULL, 
	publication_id INTEGER NOT NULL, 
	version_id INTEGER NOT NULL, 
	reading_id INTEGER NOT NULL, 
	run_id INTEGER NOT NULL, 
	valid_from VARCHAR(27) NOT NULL, 
	CONSTRAINT pk_shown PRIMARY KEY (id), 
	CONSTRAINT fk_shown_publication_id FOREIGN KEY(publication_id) REFERENCES publication (id), 
	CONSTRAINT fk_shown_reading_id FOREIGN KEY(reading_id) REFERENCES reading (id), 
	CONSTRAINT fk_shown_run_id FOREIGN KEY(run_id) REFERENCES run (id), 
	CONSTRAINT fk_shown_version_id FOREIGN KEY(version_id) REFERENCES version (id)
);
INSERT INTO "shown" VALUES(1,1,1,1,1,'2024-08-01T09:00:00.000000Z');
INSERT INTO "shown" VALUES(2,2,2,2,1,'2024-08-01T09:00:00.000000Z');
INSERT INTO "shown" VALUES(3,3,3,3,1,'2024-08-01T09:00:00.000000Z');
INSERT INTO "shown" VALUES(4,4,4,4,1,'2024-08-01T09:00:00.000000Z');
INSERT INTO "shown" VALUES(5,5,5,5,1,'2024-08-01T09:00:00.000000Z');
INSERT INTO "shown" VALUES(6,6,6,7,1,'2024-08-01T09:00:00.000000Z');
INSERT INTO "shown" VALUES(7,7,7,8,1,'2024-08-01T09:00:00.000000Z');
INSERT INTO "shown" VALUES(8,8,8,6,1,'2024-08-01T09:00:00.000000Z');
INSERT INTO "shown" VALUES(9,2,9,9,2,'2024-08-01T10:00:00.000000Z');
INSERT INTO "shown" VALUES(10,9,10,10,2,'2024-08-01T10:00:00.000000Z');
INSERT INTO "shown" VALUES(11,1,1,11,3,'2024-08-01T11:00:00.000000Z');
CREATE TABLE version (
	id INTEGER NOT NULL, 
	publication_id INTEGER NOT NULL, 
	number INTEGER NOT NULL, 
	run_id INTEGER NOT NULL, 
	capture_id INTEGER NOT NULL, 
	document_sha256 VARCHAR(64) NOT NULL, 
	reading_id INTEGER NOT NULL, 
	captured_at VARCHAR(27) NOT NULL, 
	published_at VARCHAR(27) NOT NULL, 
	CONSTRAINT pk_version PRIMARY KEY (id), 
	CONSTRAINT ck_version_number CHECK (number >= 1), 
	CONSTRAINT fk_version_capture_id FOREIGN KEY(capture_id) REFERENCES capture (id), 
	CONSTRAINT fk_version_document_sha256 FOREIGN KEY(document_sha256) REFERENCES document (sha256), 
	CONSTRAINT fk_version_publication_id FOREIGN KEY(publication_id) REFERENCES publication (id), 
	CONSTRAINT fk_version_reading_id FOREIGN KEY(reading_id) REFERENCES reading (id), 
	CONSTRAINT fk_version_run_id FOREIGN KEY(run_id) REFERENCES run (id), 
	CONSTRAINT uq_version_publication_id_number UNIQUE (publication_id, number)
);
INSERT INTO "version" VALUES(1,1,1,1,2,'816b5384dfdfb4884ed870a0f5aa24a89d97f0fc77fcf83e5f0ef6eb1d706f4f',11,'2024-08-01T09:00:00.000000Z','2024-08-01T09:00:00.000000Z');
INSERT INTO "version" VALUES(2,2,1,1,3,'91578b1ac5dfe014413d2f80ab6ff687df8f5f3b28cb0300928be89fdf3f9103',2,'2024-08-01T09:00:00.000000Z','2024-08-01T09:00:00.000000Z');
INSERT INTO "version" VALUES(3,3,1,1,5,'be4e9933c7825430ca07155d397f5faba1171b9b09306cc0c0f7f2bddee508c9',3,'2024-08-01T09:00:00.000000Z','2024-08-01T09:00:00.000000Z');
INSERT INTO "version" VALUES(4,4,1,1,6,'50a995a86af3173b0b719cb19465d600db660861f7c8add32d2cad1a44320426',4,'2024-08-01T09:00:00.000000Z','2024-08-01T09:00:00.000000Z');
INSERT INTO "version" VALUES(5,5,1,1,7,'503f2e5e9c1071de25fe8db43a794f0dfbb7a71c1dea12bf48183ac632bf8702',5,'2024-08-01T09:00:00.000000Z','2024-08-01T09:00:00.000000Z');
INSERT INTO "version" VALUES(6,6,1,1,9,'102dbf26a2d217a50ff803e36c4ca55e12a8ad479e540ea76064e88db3776a9b',7,'2024-08-01T09:00:00.000000Z','2024-08-01T09:00:00.000000Z');
INSERT INTO "version" VALUES(7,7,1,1,11,'15b5468a21cee91ae5b40bbd536f35ddf2d78fdcadcc19f9439ff58868ffbc3f',8,'2024-08-01T09:00:00.000000Z','2024-08-01T09:00:00.000000Z');
INSERT INTO "version" VALUES(8,8,1,1,8,'fadb655b55263b35da0951b45c6d3a19e43fba8a51bd8661259adb4cc1a83859',6,'2024-08-01T09:00:00.000000Z','2024-08-01T09:00:00.000000Z');
INSERT INTO "version" VALUES(9,2,2,2,14,'57600454388662c92554ca6184484f489c3f9c5b648c0f28a98ddb451d1373be',9,'2024-08-01T10:00:00.000000Z','2024-08-01T10:00:00.000000Z');
INSERT INTO "version" VALUES(10,9,1,2,23,'521c33685f7bbc15e38b7fe401220c8e9423d74b9057d8c2a6b3977cea8af85b',10,'2024-08-01T10:00:00.000000Z','2024-08-01T10:00:00.000000Z');
CREATE UNIQUE INDEX uq_run_running ON run (state) WHERE state = 'running';
CREATE INDEX ix_run_issue_run_id ON run_issue (run_id);
CREATE INDEX ix_run_issue_authority_slug ON run_issue (authority_slug);
CREATE INDEX ix_capture_document_sha256 ON capture (document_sha256);
CREATE INDEX ix_capture_run_id_url ON capture (run_id, url);
CREATE INDEX ix_capture_url ON capture (url);
CREATE INDEX ix_listing_run_id ON listing (run_id);
CREATE INDEX ix_page_read_authority_id ON page_read (authority_id);
CREATE INDEX ix_figure_measure_value_reading_id ON figure (measure, value, reading_id);
CREATE INDEX ix_publication_year ON publication (year);
CREATE INDEX ix_version_document_sha256 ON version (document_sha256);
CREATE INDEX ix_version_reading_id ON version (reading_id);
CREATE INDEX ix_version_run_id ON version (run_id);
CREATE INDEX ix_shown_publication_id ON shown (publication_id);
CREATE INDEX ix_shown_reading_id ON shown (reading_id);
CREATE INDEX ix_change_authority_id ON change (authority_id);
CREATE INDEX ix_change_publication_id ON change (publication_id);
CREATE INDEX ix_change_run_id ON change (run_id);
CREATE VIEW authorities AS SELECT
    a.slug AS slug,
    a.name AS name,
    a.code AS code,
    a.gss_code AS gss_code,
    a.type AS type,
    a.region AS region,
    a.start_date AS start_date,
    a.end_date AS end_date
FROM authority a;
CREATE VIEW authority_lineage AS -- Codes are in upper case and slugs in lower case, so that either can stand for an authority in one column.
WITH RECURSIVE
node (id, slug, name, code) AS (
    SELECT e.code, a.slug, e.name, e.code FROM register_entry e LEFT JOIN authority a ON a.code = e.code
    UNION ALL
    SELECT a.slug, a.slug, a.name, a.code FROM authority a WHERE a.code IS NULL
),
edge (older, newer) AS (
    SELECT predecessor_code, successor_code FROM register_succession
    UNION
    SELECT COALESCE(p.code, p.slug), COALESCE(s.code, s.slug)
    FROM authority_succession m
    JOIN authority p ON p.id = m.predecessor_id
    JOIN authority s ON s.id = m.successor_id
),
descent (older, newer, steps) AS (
    SELECT older, newer, 1 FROM edge
    UNION
    SELECT d.older, e.newer, d.steps + 1 FROM descent d JOIN edge e ON e.older = d.newer WHERE d.steps < 10
),
relation (of, relation, related, steps) AS (
    SELECT id, 'self', id, 0 FROM node
    UNION ALL
    SELECT newer, 'predecessor', older, MIN(steps) FROM descent GROUP BY newer, older
    UNION ALL
    SELECT older, 'successor', newer, MIN(steps) FROM descent GROUP BY older, newer
)
SELECT
    o.slug AS authority_slug,
    o.name AS authority_name,
    r.relation AS relation,
    r.steps AS steps,
    n.slug AS related_slug,
    n.name AS related_name,
    n.code AS related_code
FROM relation r
JOIN node o ON o.id = r.of
JOIN node n ON n.id = r.related
WHERE o.slug IS NOT NULL;
CREATE VIEW letters AS SELECT
    a.slug AS authority_slug,
    a.name AS authority_name,
    a.gss_code AS gss_code,
    a.type AS authority_type,
    a.region AS region,
    p.year AS year,
    r.title AS title,
    r.letter_date AS letter_date,
    p.url AS url,
    v.number AS version,
    r.status AS status,
    r.layout AS layout,
    v.document_sha256 AS document_sha256,
    (SELECT f.published_at FROM version f WHERE f.publication_id = p.id AND f.number = 1) AS first_published_at,
    (SELECT MAX(c.at) FROM change c WHERE c.publication_id = p.id) AS last_changed_at,
    p.last_seen_at AS last_seen_at,
    CASE WHEN p.withdrawn_at IS NULL THEN 0 ELSE 1 END AS withdrawn
FROM publication p
JOIN authority a ON a.id = p.authority_id
JOIN version v ON v.publication_id = p.id
JOIN reading r ON r.id = v.reading_id
WHERE p.source = 'letter'
    AND NOT EXISTS (SELECT 1 FROM version w WHERE w.publication_id = v.publication_id AND w.number > v.number);
CREATE VIEW figure_history AS SELECT
    a.slug AS authority_slug,
    a.name AS authority_name,
    a.gss_code AS gss_code,
    a.type AS authority_type,
    p.year AS year,
    p.source AS source,
    f.measure AS measure,
    f.category AS category,
    f.value AS value,
    f.unit AS unit,
    f.state AS state,
    f.page AS page,
    f.text AS text,
    v.number AS version,
    v.document_sha256 AS document_sha256,
    s.valid_from AS valid_from,
    (
        SELECT n.valid_from FROM shown n
        WHERE n.publication_id = s.publication_id AND n.id > s.id
        ORDER BY n.id LIMIT 1
    ) AS valid_to
FROM shown s
JOIN publication p ON p.id = s.publication_id
JOIN authority a ON a.id = p.authority_id
JOIN version v ON v.id = s.version_id
JOIN figure f ON f.reading_id = s.reading_id;
CREATE VIEW figures AS SELECT
    h.authority_slug AS authority_slug,
    h.authority_name AS authority_name,
    h.gss_code AS gss_code,
    h.authority_type AS authority_type,
    h.year AS year,
    h.source AS source,
    h.measure AS measure,
    h.category AS category,
    h.value AS value,
    h.unit AS unit,
    h.state AS state,
    h.page AS page,
    h.text AS text,
    h.version AS version,
    h.document_sha256 AS document_sha256
FROM figure_history h
WHERE h.valid_to IS NULL;
CREATE VIEW versions AS SELECT
    a.slug AS authority_slug,
    p.year AS year,
    p.source AS source,
    v.number AS version,
    v.run_id AS run_id,
    v.captured_at AS captured_at,
    c.url AS url,
    v.document_sha256 AS document_sha256,
    r.text_sha256 AS text_sha256,
    r.figures_sha256 AS figures_sha256
FROM version v
JOIN publication p ON p.id = v.publication_id
JOIN authority a ON a.id = p.authority_id
JOIN capture c ON c.id = v.capture_id
JOIN reading r ON r.id = v.reading_id;
CREATE VIEW changes AS SELECT
    c.run_id AS run_id,
    c.at AS at,
    a.slug AS authority_slug,
    p.year AS year,
    p.source AS source,
    c.kind AS kind,
    c.field AS field,
    c.measure AS measure,
    c.category AS category,
    c.old_value AS old_value,
    c.new_value AS new_value,
    c.cause AS cause,
    v.number AS version
FROM change c
JOIN authority a ON a.id = c.authority_id
LEFT JOIN publication p ON p.id = c.publication_id
LEFT JOIN version v ON v.id = c.version_id;
CREATE VIEW runs AS SELECT
    r.id AS run_id,
    r.trigger AS trigger,
    r.state AS state,
    r.started_at AS started_at,
    r.finished_at AS finished_at,
    r.reasons AS reasons,
    r.answers AS answers,
    r.diagnoses AS diagnoses,
    r.retries AS retries,
    r.pages AS pages,
    r.letters AS letters,
    r.captures AS captures,
    r.not_modified AS not_modified,
    r.bytes_received AS bytes_received,
    r.authorities AS authorities,
    r.published AS published,
    r.revised AS revised,
    r.reworded AS reworded,
    r.restamped AS restamped,
    r.moved AS moved,
    r.withdrawn AS withdrawn,
    r.restored AS restored,
    r.unread AS unread
FROM run r;
CREATE VIEW coverage AS -- An authority has a letter to be expected of it where it existed at the end of the period, and the archive has any
-- letter of that year.
SELECT
    a.slug AS authority_slug,
    y.year AS year,
    CASE
        WHEN p.id IS NULL THEN 'missing'
        WHEN p.withdrawn_at IS NOT NULL THEN 'withdrawn'
        WHEN r.status IN ('complete', 'no_statistics') THEN 'read'
        WHEN r.status = 'partial' THEN 'partial'
        ELSE 'unread'
    END AS state
FROM authority a
CROSS JOIN (SELECT DISTINCT year FROM publication WHERE source = 'letter') y
LEFT JOIN publication p ON p.authority_id = a.id AND p.year = y.year AND p.source = 'letter'
LEFT JOIN version v ON v.publication_id = p.id
    AND NOT EXISTS (SELECT 1 FROM version w WHERE w.publication_id = v.publication_id AND w.number > v.number)
LEFT JOIN reading r ON r.id = v.reading_id
WHERE p.id IS NOT NULL OR (
    (a.start_date IS NULL OR a.start_date <= y.year || '-03-31')
    AND (a.end_date IS NULL OR a.end_date > y.year || '-03-31')
    AND EXISTS (
        SELECT 1 FROM page_read s JOIN run u ON u.id = s.run_id WHERE s.authority_id = a.id AND u.state = 'published'
    )
);
CREATE VIEW issues AS -- A run's issue stands until a later run looked again: a whole one, or one that read the page of the same authority;
-- what was found on reading again stands until all is read again.
SELECT
    a.slug AS authority_slug,
    p.year AS year,
    p.source AS source,
    i.code AS code,
    i.severity AS severity,
    i.measure AS measure,
    i.message AS message
FROM reading_issue i
JOIN version v ON v.reading_id = i.reading_id
JOIN publication p ON p.id = v.publication_id
JOIN authority a ON a.id = p.authority_id
WHERE NOT EXISTS (SELECT 1 FROM version w WHERE w.publication_id = v.publication_id AND w.number > v.number)
UNION ALL
SELECT
    i.authority_slug AS authority_slug,
    i.year AS year,
    CASE
        WHEN i.url IS NULL THEN NULL
        WHEN i.code IN ('page_unread', 'two_pages') THEN 'statistics_page'
        ELSE 'letter'
    END AS source,
    i.code AS code,
    i.severity AS severity,
    CAST(NULL AS TEXT) AS measure,
    i.message AS message
FROM run_issue i
JOIN run r ON r.id = i.run_id
WHERE r.state = 'published' AND NOT EXISTS (
    SELECT 1
    FROM run later
    WHERE later.state = 'published' AND later.id > i.run_id AND CASE
        WHEN r.trigger = 'reread' OR later.trigger = 'reread' THEN r.trigger = later.trigger
        ELSE later.scope_years IS NULL AND (
            later.scope_authorities IS NULL
            OR EXISTS (SELECT 1 FROM page_read s WHERE s.run_id = later.id AND s.slug = i.authority_slug)
        )
    END
)
UNION ALL
SELECT
    a.slug AS authority_slug,
    p.year AS year,
    'letter' AS source,
    'average_differs' AS code,
    'warning' AS severity,
    f.measure AS measure,
    'The letter prints an average that most letters of its type and year do not print' AS message
FROM (
    SELECT
        a.type AS type,
        p.year AS year,
        f.measure AS measure,
        f.value AS value,
        COUNT(*) AS same,
        SUM(COUNT(*)) OVER (PARTITION BY a.type, p.year, f.measure) AS together
    FROM figure f
    JOIN version v ON v.reading_id = f.reading_id
    JOIN publication p ON p.id = v.publication_id
    JOIN authority a ON a.id = p.authority_id
    WHERE f.measure IN (
            'uphold_rate_average', 'compliance_rate_average', 'satisfactory_remedy_rate_average', 'upheld_per_100k_average'
        )
        AND f.value IS NOT NULL AND p.source = 'letter' AND a.type IS NOT NULL
        AND NOT EXISTS (SELECT 1 FROM version w WHERE w.publication_id = v.publication_id AND w.number > v.number)
    GROUP BY a.type, p.year, f.measure, f.value
) n
JOIN authority a ON a.type = n.type
JOIN publication p ON p.authority_id = a.id AND p.year = n.year AND p.source = 'letter'
JOIN version v ON v.publication_id = p.id
JOIN figure f ON f.reading_id = v.reading_id AND f.measure = n.measure AND f.value = n.value
WHERE n.same * 2 <= n.together
    AND NOT EXISTS (SELECT 1 FROM version w WHERE w.publication_id = v.publication_id AND w.number > v.number);
CREATE VIEW discrepancies AS SELECT
    a.slug AS authority_slug,
    p.year AS year,
    f.measure AS measure,
    f.category AS category,
    f.value AS letter_value,
    g.value AS page_value
FROM publication q
JOIN publication p ON p.authority_id = q.authority_id AND p.year = q.year AND p.source = 'letter'
JOIN authority a ON a.id = p.authority_id
JOIN version v ON v.publication_id = p.id
JOIN version x ON x.publication_id = q.id
JOIN figure f ON f.reading_id = v.reading_id
JOIN figure g ON g.reading_id = x.reading_id
    AND g.measure = f.measure AND COALESCE(g.category, '') = COALESCE(f.category, '')
WHERE q.source = 'statistics_page' AND f.value <> g.value
    AND NOT EXISTS (SELECT 1 FROM version w WHERE w.publication_id = v.publication_id AND w.number > v.number)
    AND NOT EXISTS (SELECT 1 FROM version w WHERE w.publication_id = x.publication_id AND w.number > x.number);
CREATE VIEW complaints_received AS 
SELECT
    a.slug AS authority_slug,
    a.name AS authority_name,
    a.gss_code AS gss_code,
    a.type AS authority_type,
    p.year AS year,
    CASE WHEN MIN(CASE WHEN f.category = 'adult_care_services' THEN f.value END) = MAX(CASE WHEN f.category = 'adult_care_services' THEN f.value END) THEN MAX(CASE WHEN f.category = 'adult_care_services' THEN f.value END) END AS adult_care_services,
    CASE WHEN MIN(CASE WHEN f.category = 'benefits_and_tax' THEN f.value END) = MAX(CASE WHEN f.category = 'benefits_and_tax' THEN f.value END) THEN MAX(CASE WHEN f.category = 'benefits_and_tax' THEN f.value END) END AS benefits_and_tax,
    CASE WHEN MIN(CASE WHEN f.category = 'corporate_and_other_services' THEN f.value END) = MAX(CASE WHEN f.category = 'corporate_and_other_services' THEN f.value END) THEN MAX(CASE WHEN f.category = 'corporate_and_other_services' THEN f.value END) END AS corporate_and_other_services,
    CASE WHEN MIN(CASE WHEN f.category = 'education_and_childrens_services' THEN f.value END) = MAX(CASE WHEN f.category = 'education_and_childrens_services' THEN f.value END) THEN MAX(CASE WHEN f.category = 'education_and_childrens_services' THEN f.value END) END AS education_and_childrens_services,
    CASE WHEN MIN(CASE WHEN f.category = 'environment_services' THEN f.value END) = MAX(CASE WHEN f.category = 'environment_services' THEN f.value END) THEN MAX(CASE WHEN f.category = 'environment_services' THEN f.value END) END AS environment_services,
    CASE WHEN MIN(CASE WHEN f.category = 'highways_and_transport' THEN f.value END) = MAX(CASE WHEN f.category = 'highways_and_transport' THEN f.value END) THEN MAX(CASE WHEN f.category = 'highways_and_transport' THEN f.value END) END AS highways_and_transport,
    CASE WHEN MIN(CASE WHEN f.category = 'housing' THEN f.value END) = MAX(CASE WHEN f.category = 'housing' THEN f.value END) THEN MAX(CASE WHEN f.category = 'housing' THEN f.value END) END AS housing,
    CASE WHEN MIN(CASE WHEN f.category = 'planning_and_development' THEN f.value END) = MAX(CASE WHEN f.category = 'planning_and_development' THEN f.value END) THEN MAX(CASE WHEN f.category = 'planning_and_development' THEN f.value END) END AS planning_and_development,
    CASE WHEN MIN(CASE WHEN f.category = 'benefits' THEN f.value END) = MAX(CASE WHEN f.category = 'benefits' THEN f.value END) THEN MAX(CASE WHEN f.category = 'benefits' THEN f.value END) END AS benefits,
    CASE WHEN MIN(CASE WHEN f.category = 'children_and_family_services' THEN f.value END) = MAX(CASE WHEN f.category = 'children_and_family_services' THEN f.value END) THEN MAX(CASE WHEN f.category = 'children_and_family_services' THEN f.value END) END AS children_and_family_services,
    CASE WHEN MIN(CASE WHEN f.category = 'education' THEN f.value END) = MAX(CASE WHEN f.category = 'education' THEN f.value END) THEN MAX(CASE WHEN f.category = 'education' THEN f.value END) END AS education,
    CASE WHEN MIN(CASE WHEN f.category = 'planning_and_building_control' THEN f.value END) = MAX(CASE WHEN f.category = 'planning_and_building_control' THEN f.value END) THEN MAX(CASE WHEN f.category = 'planning_and_building_control' THEN f.value END) END AS planning_and_building_control,
    CASE WHEN MIN(CASE WHEN f.category = 'public_finance' THEN f.value END) = MAX(CASE WHEN f.category = 'public_finance' THEN f.value END) THEN MAX(CASE WHEN f.category = 'public_finance' THEN f.value END) END AS public_finance,
    CASE WHEN MIN(CASE WHEN f.category = 'transport_and_highways' THEN f.value END) = MAX(CASE WHEN f.category = 'transport_and_highways' THEN f.value END) THEN MAX(CASE WHEN f.category = 'transport_and_highways' THEN f.value END) END AS transport_and_highways,
    CASE WHEN MIN(CASE WHEN f.category = 'other' THEN f.value END) = MAX(CASE WHEN f.category = 'other' THEN f.value END) THEN MAX(CASE WHEN f.category = 'other' THEN f.value END) END AS other,
    CASE WHEN MIN(CASE WHEN f.category = 'total' THEN f.value END) = MAX(CASE WHEN f.category = 'total' THEN f.value END) THEN MAX(CASE WHEN f.category = 'total' THEN f.value END) END AS total
FROM publication p
JOIN authority a ON a.id = p.authority_id
JOIN version v ON v.publication_id = p.id
CROSS JOIN figure f
WHERE f.reading_id = v.reading_id AND p.source = 'letter' AND f.measure IN ('complaints_received')
    AND NOT EXISTS (SELECT 1 FROM version w WHERE w.publication_id = v.publication_id AND w.number > v.number)
GROUP BY a.slug, a.name, a.gss_code, a.type, p.year;
CREATE VIEW complaints_decided AS 
SELECT
    a.slug AS authority_slug,
    a.name AS authority_name,
    a.gss_code AS gss_code,
    a.type AS authority_type,
    p.year AS year,
    CASE WHEN MIN(CASE WHEN f.category = 'incomplete_or_invalid' THEN f.value END) = MAX(CASE WHEN f.category = 'incomplete_or_invalid' THEN f.value END) THEN MAX(CASE WHEN f.category = 'incomplete_or_invalid' THEN f.value END) END AS incomplete_or_invalid,
    CASE WHEN MIN(CASE WHEN f.category = 'advice_given' THEN f.value END) = MAX(CASE WHEN f.category = 'advice_given' THEN f.value END) THEN MAX(CASE WHEN f.category = 'advice_given' THEN f.value END) END AS advice_given,
    CASE WHEN MIN(CASE WHEN f.category = 'referred_back_for_local_resolution' THEN f.value END) = MAX(CASE WHEN f.category = 'referred_back_for_local_resolution' THEN f.value END) THEN MAX(CASE WHEN f.category = 'referred_back_for_local_resolution' THEN f.value END) END AS referred_back_for_local_resolution,
    CASE WHEN MIN(CASE WHEN f.category = 'closed_after_initial_enquiries' THEN f.value END) = MAX(CASE WHEN f.category = 'closed_after_initial_enquiries' THEN f.value END) THEN MAX(CASE WHEN f.category = 'closed_after_initial_enquiries' THEN f.value END) END AS closed_after_initial_enquiries,
    CASE WHEN MIN(CASE WHEN f.category = 'not_upheld' THEN f.value END) = MAX(CASE WHEN f.category = 'not_upheld' THEN f.value END) THEN MAX(CASE WHEN f.category = 'not_upheld' THEN f.value END) END AS not_upheld,
    CASE WHEN MIN(CASE WHEN f.category = 'upheld' THEN f.value END) = MAX(CASE WHEN f.category = 'upheld' THEN f.value END) THEN MAX(CASE WHEN f.category = 'upheld' THEN f.value END) END AS upheld,
    CASE WHEN MIN(CASE WHEN f.category = 'maladministration_injustice_reports' THEN f.value END) = MAX(CASE WHEN f.category = 'maladministration_injustice_reports' THEN f.value END) THEN MAX(CASE WHEN f.category = 'maladministration_injustice_reports' THEN f.value END) END AS maladministration_injustice_reports,
    CASE WHEN MIN(CASE WHEN f.category = 'local_settlements' THEN f.value END) = MAX(CASE WHEN f.category = 'local_settlements' THEN f.value END) THEN MAX(CASE WHEN f.category = 'local_settlements' THEN f.value END) END AS local_settlements,
    CASE WHEN MIN(CASE WHEN f.category = 'maladministration_reports' THEN f.value END) = MAX(CASE WHEN f.category = 'maladministration_reports' THEN f.value END) THEN MAX(CASE WHEN f.category = 'maladministration_reports' THEN f.value END) END AS maladministration_reports,
    CASE WHEN MIN(CASE WHEN f.category = 'no_maladministration_reports' THEN f.value END) = MAX(CASE WHEN f.category = 'no_maladministration_reports' THEN f.value END) THEN MAX(CASE WHEN f.category = 'no_maladministration_reports' THEN f.value END) END AS no_maladministration_reports,
    CASE WHEN MIN(CASE WHEN f.category = 'no_maladministration' THEN f.value END) = MAX(CASE WHEN f.category = 'no_maladministration' THEN f.value END) THEN MAX(CASE WHEN f.category = 'no_maladministration' THEN f.value END) END AS no_maladministration,
    CASE WHEN MIN(CASE WHEN f.category = 'ombudsmans_discretion' THEN f.value END) = MAX(CASE WHEN f.category = 'ombudsmans_discretion' THEN f.value END) THEN MAX(CASE WHEN f.category = 'ombudsmans_discretion' THEN f.value END) END AS ombudsmans_discretion,
    CASE WHEN MIN(CASE WHEN f.category = 'outside_jurisdiction' THEN f.value END) = MAX(CASE WHEN f.category = 'outside_jurisdiction' THEN f.value END) THEN MAX(CASE WHEN f.category = 'outside_jurisdiction' THEN f.value END) END AS outside_jurisdiction,
    CASE WHEN MIN(CASE WHEN f.category = 'premature_complaints' THEN f.value END) = MAX(CASE WHEN f.category = 'premature_complaints' THEN f.value END) THEN MAX(CASE WHEN f.category = 'premature_complaints' THEN f.value END) END AS premature_complaints,
    CASE WHEN MIN(CASE WHEN f.category = 'total_excluding_premature' THEN f.value END) = MAX(CASE WHEN f.category = 'total_excluding_premature' THEN f.value END) THEN MAX(CASE WHEN f.category = 'total_excluding_premature' THEN f.value END) END AS total_excluding_premature,
    CASE WHEN MIN(CASE WHEN f.category = 'total' THEN f.value END) = MAX(CASE WHEN f.category = 'total' THEN f.value END) THEN MAX(CASE WHEN f.category = 'total' THEN f.value END) END AS total,
    CASE WHEN MIN(CASE WHEN f.category = 'investigation_not_justified_and_other' THEN f.value END) = MAX(CASE WHEN f.category = 'investigation_not_justified_and_other' THEN f.value END) THEN MAX(CASE WHEN f.category = 'investigation_not_justified_and_other' THEN f.value END) END AS investigation_not_justified_and_other,
    CASE WHEN MIN(CASE WHEN f.category = 'no_power_to_investigate' THEN f.value END) = MAX(CASE WHEN f.category = 'no_power_to_investigate' THEN f.value END) THEN MAX(CASE WHEN f.category = 'no_power_to_investigate' THEN f.value END) END AS no_power_to_investigate,
    CASE WHEN MIN(CASE WHEN f.category = 'no_reason_to_use_exceptional_power' THEN f.value END) = MAX(CASE WHEN f.category = 'no_reason_to_use_exceptional_power' THEN f.value END) THEN MAX(CASE WHEN f.category = 'no_reason_to_use_exceptional_power' THEN f.value END) END AS no_reason_to_use_exceptional_power,
    CASE WHEN MIN(CASE WHEN f.category = 'not_enough_evidence_of_fault' THEN f.value END) = MAX(CASE WHEN f.category = 'not_enough_evidence_of_fault' THEN f.value END) THEN MAX(CASE WHEN f.category = 'not_enough_evidence_of_fault' THEN f.value END) END AS not_enough_evidence_of_fault,
    CASE WHEN MIN(CASE WHEN f.category = 'no_or_minor_injustice_and_other' THEN f.value END) = MAX(CASE WHEN f.category = 'no_or_minor_injustice_and_other' THEN f.value END) THEN MAX(CASE WHEN f.category = 'no_or_minor_injustice_and_other' THEN f.value END) END AS no_or_minor_injustice_and_other,
    CASE WHEN MIN(CASE WHEN f.category = 'injustice_remedied_during_enquiries' THEN f.value END) = MAX(CASE WHEN f.category = 'injustice_remedied_during_enquiries' THEN f.value END) THEN MAX(CASE WHEN f.category = 'injustice_remedied_during_enquiries' THEN f.value END) END AS injustice_remedied_during_enquiries,
    CASE WHEN MIN(CASE WHEN f.category = 'report_issued' THEN f.value END) = MAX(CASE WHEN f.category = 'report_issued' THEN f.value END) THEN MAX(CASE WHEN f.category = 'report_issued' THEN f.value END) END AS report_issued
FROM publication p
JOIN authority a ON a.id = p.authority_id
JOIN version v ON v.publication_id = p.id
CROSS JOIN figure f
WHERE f.reading_id = v.reading_id AND p.source = 'letter' AND f.measure IN ('complaints_decided')
    AND NOT EXISTS (SELECT 1 FROM version w WHERE w.publication_id = v.publication_id AND w.number > v.number)
GROUP BY a.slug, a.name, a.gss_code, a.type, p.year;
CREATE VIEW headline_figures AS 
SELECT
    a.slug AS authority_slug,
    a.name AS authority_name,
    a.gss_code AS gss_code,
    a.type AS authority_type,
    p.year AS year,
    CASE WHEN MIN(CASE WHEN f.measure = 'uphold_rate' THEN f.value END) = MAX(CASE WHEN f.measure = 'uphold_rate' THEN f.value END) THEN MAX(CASE WHEN f.measure = 'uphold_rate' THEN f.value END) END AS uphold_rate,
    CASE WHEN MIN(CASE WHEN f.measure = 'uphold_rate_average' THEN f.value END) = MAX(CASE WHEN f.measure = 'uphold_rate_average' THEN f.value END) THEN MAX(CASE WHEN f.measure = 'uphold_rate_average' THEN f.value END) END AS uphold_rate_average,
    CASE WHEN MIN(CASE WHEN f.measure = 'upheld_decisions' THEN f.value END) = MAX(CASE WHEN f.measure = 'upheld_decisions' THEN f.value END) THEN MAX(CASE WHEN f.measure = 'upheld_decisions' THEN f.value END) END AS upheld_decisions,
    CASE WHEN MIN(CASE WHEN f.measure = 'investigations' THEN f.value END) = MAX(CASE WHEN f.measure = 'investigations' THEN f.value END) THEN MAX(CASE WHEN f.measure = 'investigations' THEN f.value END) END AS investigations,
    CASE WHEN MIN(CASE WHEN f.measure = 'compliance_rate' THEN f.value END) = MAX(CASE WHEN f.measure = 'compliance_rate' THEN f.value END) THEN MAX(CASE WHEN f.measure = 'compliance_rate' THEN f.value END) END AS compliance_rate,
    CASE WHEN MIN(CASE WHEN f.measure = 'compliance_rate_average' THEN f.value END) = MAX(CASE WHEN f.measure = 'compliance_rate_average' THEN f.value END) THEN MAX(CASE WHEN f.measure = 'compliance_rate_average' THEN f.value END) END AS compliance_rate_average,
    CASE WHEN MIN(CASE WHEN f.measure = 'compliance_outcomes' THEN f.value END) = MAX(CASE WHEN f.measure = 'compliance_outcomes' THEN f.value END) THEN MAX(CASE WHEN f.measure = 'compliance_outcomes' THEN f.value END) END AS compliance_outcomes,
    CASE WHEN MIN(CASE WHEN f.measure = 'satisfactory_remedy_rate' THEN f.value END) = MAX(CASE WHEN f.measure = 'satisfactory_remedy_rate' THEN f.value END) THEN MAX(CASE WHEN f.measure = 'satisfactory_remedy_rate' THEN f.value END) END AS satisfactory_remedy_rate,
    CASE WHEN MIN(CASE WHEN f.measure = 'satisfactory_remedy_rate_average' THEN f.value END) = MAX(CASE WHEN f.measure = 'satisfactory_remedy_rate_average' THEN f.value END) THEN MAX(CASE WHEN f.measure = 'satisfactory_remedy_rate_average' THEN f.value END) END AS satisfactory_remedy_rate_average,
    CASE WHEN MIN(CASE WHEN f.measure = 'satisfactory_remedy_decisions' THEN f.value END) = MAX(CASE WHEN f.measure = 'satisfactory_remedy_decisions' THEN f.value END) THEN MAX(CASE WHEN f.measure = 'satisfactory_remedy_decisions' THEN f.value END) END AS satisfactory_remedy_decisions,
    CASE WHEN MIN(CASE WHEN f.measure = 'satisfactory_remedy_base' THEN f.value END) = MAX(CASE WHEN f.measure = 'satisfactory_remedy_base' THEN f.value END) THEN MAX(CASE WHEN f.measure = 'satisfactory_remedy_base' THEN f.value END) END AS satisfactory_remedy_base,
    CASE WHEN MIN(CASE WHEN f.measure = 'remedied_by_ombudsman' THEN f.value END) = MAX(CASE WHEN f.measure = 'remedied_by_ombudsman' THEN f.value END) THEN MAX(CASE WHEN f.measure = 'remedied_by_ombudsman' THEN f.value END) END AS remedied_by_ombudsman,
    CASE WHEN MIN(CASE WHEN f.measure = 'remedied_by_authority' THEN f.value END) = MAX(CASE WHEN f.measure = 'remedied_by_authority' THEN f.value END) THEN MAX(CASE WHEN f.measure = 'remedied_by_authority' THEN f.value END) END AS remedied_by_authority,
    CASE WHEN MIN(CASE WHEN f.measure = 'upheld_per_100k' THEN f.value END) = MAX(CASE WHEN f.measure = 'upheld_per_100k' THEN f.value END) THEN MAX(CASE WHEN f.measure = 'upheld_per_100k' THEN f.value END) END AS upheld_per_100k,
    CASE WHEN MIN(CASE WHEN f.measure = 'upheld_per_100k_average' THEN f.value END) = MAX(CASE WHEN f.measure = 'upheld_per_100k_average' THEN f.value END) THEN MAX(CASE WHEN f.measure = 'upheld_per_100k_average' THEN f.value END) END AS upheld_per_100k_average,
    CASE WHEN MIN(CASE WHEN f.measure = 'complaints_dealt_with' THEN f.value END) = MAX(CASE WHEN f.measure = 'complaints_dealt_with' THEN f.value END) THEN MAX(CASE WHEN f.measure = 'complaints_dealt_with' THEN f.value END) END AS complaints_dealt_with,
    CASE WHEN MIN(CASE WHEN f.measure = 'complaints_not_for_us' THEN f.value END) = MAX(CASE WHEN f.measure = 'complaints_not_for_us' THEN f.value END) THEN MAX(CASE WHEN f.measure = 'complaints_not_for_us' THEN f.value END) END AS complaints_not_for_us,
    CASE WHEN MIN(CASE WHEN f.measure = 'complaints_assessed_and_closed' THEN f.value END) = MAX(CASE WHEN f.measure = 'complaints_assessed_and_closed' THEN f.value END) THEN MAX(CASE WHEN f.measure = 'complaints_assessed_and_closed' THEN f.value END) END AS complaints_assessed_and_closed,
    CASE WHEN MIN(CASE WHEN f.measure = 'complaints_investigated' THEN f.value END) = MAX(CASE WHEN f.measure = 'complaints_investigated' THEN f.value END) THEN MAX(CASE WHEN f.measure = 'complaints_investigated' THEN f.value END) END AS complaints_investigated,
    CASE WHEN MIN(CASE WHEN f.measure = 'first_enquiries' THEN f.value END) = MAX(CASE WHEN f.measure = 'first_enquiries' THEN f.value END) THEN MAX(CASE WHEN f.measure = 'first_enquiries' THEN f.value END) END AS first_enquiries,
    CASE WHEN MIN(CASE WHEN f.measure = 'response_days_average' THEN f.value END) = MAX(CASE WHEN f.measure = 'response_days_average' THEN f.value END) THEN MAX(CASE WHEN f.measure = 'response_days_average' THEN f.value END) END AS response_days_average
FROM publication p
JOIN authority a ON a.id = p.authority_id
JOIN version v ON v.publication_id = p.id
CROSS JOIN figure f
WHERE f.reading_id = v.reading_id AND p.source = 'letter' AND f.measure IN ('uphold_rate', 'uphold_rate_average', 'upheld_decisions', 'investigations', 'compliance_rate', 'compliance_rate_average', 'compliance_outcomes', 'satisfactory_remedy_rate', 'satisfactory_remedy_rate_average', 'satisfactory_remedy_decisions', 'satisfactory_remedy_base', 'remedied_by_ombudsman', 'remedied_by_authority', 'upheld_per_100k', 'upheld_per_100k_average', 'complaints_dealt_with', 'complaints_not_for_us', 'complaints_assessed_and_closed', 'complaints_investigated', 'first_enquiries', 'response_days_average')
    AND NOT EXISTS (SELECT 1 FROM version w WHERE w.publication_id = v.publication_id AND w.number > v.number)
GROUP BY a.slug, a.name, a.gss_code, a.type, p.year;
COMMIT;
