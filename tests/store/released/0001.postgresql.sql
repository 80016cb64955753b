SET statement_timeout = 0;
SET lock_timeout = 0;
SET idle_in_transaction_session_timeout = 0;
SET transaction_timeout = 0;
SET client_encoding = 'UTF8';
SET standard_conforming_strings = on;
SELECT pg_catalog.set_config('search_path', '', false);
SET check_function_bodies = false;
SET xmloption = content;
SET client_min_messages = warning;
SET row_security = off;
SET default_tablespace = '';
SET default_table_access_method = heap;
CREATE TABLE public.alembic_version (
    version_num character varying(32) NOT NULL
);
CREATE TABLE public.authority (
    id integer NOT NULL,
    slug text NOT NULL,
    site_slug text NOT NULL,
    name text NOT NULL,
    code text,
    gss_code text,
    type text,
    region text,
    start_date character varying(10),
    end_date character varying(10),
    CONSTRAINT ck_authority_slug_lower CHECK ((slug = lower(slug)))
);
CREATE VIEW public.authorities AS
 SELECT slug,
    name,
    code,
    gss_code,
    type,
    region,
    start_date,
    end_date
   FROM public.authority a;
CREATE TABLE public.authority_alias (
    id integer NOT NULL,
    authority_id integer NOT NULL,
    kind text NOT NULL,
    spelling text NOT NULL,
    CONSTRAINT ck_authority_alias_kind CHECK ((kind = ANY (ARRAY['slug'::text, 'name'::text])))
);
CREATE SEQUENCE public.authority_alias_id_seq
    AS integer
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;
ALTER SEQUENCE public.authority_alias_id_seq OWNED BY public.authority_alias.id;
CREATE SEQUENCE public.authority_id_seq
    AS integer
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;
ALTER SEQUENCE public.authority_id_seq OWNED BY public.authority.id;
CREATE TABLE public.authority_succession (
    predecessor_id integer NOT NULL,
    successor_id integer NOT NULL,
    CONSTRAINT ck_authority_succession_another CHECK ((predecessor_id <> successor_id))
);
CREATE TABLE public.register_entry (
    code text NOT NULL,
    name text NOT NULL,
    short_name text NOT NULL,
    gss_code text,
    type text NOT NULL,
    region text,
    start_date character varying(10),
    end_date character varying(10)
);
CREATE TABLE public.register_succession (
    predecessor_code text NOT NULL,
    successor_code text NOT NULL
);
CREATE VIEW public.authority_lineage AS
 WITH RECURSIVE node(id, slug, name, code) AS (
         SELECT e.code,
            a.slug,
            e.name,
            e.code
           FROM (public.register_entry e
             LEFT JOIN public.authority a ON ((a.code = e.code)))
        UNION ALL
         SELECT a.slug,
            a.slug,
            a.name,
            a.code
           FROM public.authority a
          WHERE (a.code IS NULL)
        ), edge(older, newer) AS (
         SELECT register_succession.predecessor_code,
            register_succession.successor_code
           FROM public.register_succession
        UNION
         SELECT COALESCE(p.code, p.slug) AS "coalesce",
            COALESCE(s.code, s.slug) AS "coalesce"
           FROM ((public.authority_succession m
             JOIN public.authority p ON ((p.id = m.predecessor_id)))
             JOIN public.authority s ON ((s.id = m.successor_id)))
        ), descent(older, newer, steps) AS (
         SELECT edge.older,
            edge.newer,
            1 AS "?column?"
           FROM edge
        UNION
         SELECT d.older,
            e.newer,
            (d.steps + 1)
           FROM (descent d
             JOIN edge e ON ((e.older = d.newer)))
          WHERE (d.steps < 10)
        ), relation(of, relation, related, steps) AS (
         SELECT node.id,
            'self'::text AS "?column?",
            node.id,
            0 AS "?column?"
           FROM node
        UNION ALL
         SELECT descent.newer,
            'predecessor'::text,
            descent.older,
            min(descent.steps) AS min
           FROM descent
          GROUP BY descent.newer, descent.older
        UNION ALL
         SELECT descent.older,
            'successor'::text,
            descent.newer,
            min(descent.steps) AS min
           FROM descent
          GROUP BY descent.older, descent.newer
        )
 SELECT o.slug AS authority_slug,
    o.name AS authority_name,
    r.relation,
    r.steps,
    n.slug AS related_slug,
    n.name AS related_name,
    n.code AS related_code
   FROM ((relation r
     JOIN node o ON ((o.id = r.of)))
     JOIN node n ON ((n.id = r.related)))
  WHERE (o.slug IS NOT NULL);
CREATE TABLE public.call (
    id integer NOT NULL,
    run_id integer NOT NULL,
    state text NOT NULL,
    event text NOT NULL,
    made_at character varying(27) NOT NULL,
    attempts integer NOT NULL,
    sent_at character varying(27),
    CONSTRAINT ck_call_event CHECK ((event = ANY (ARRAY['changes'::text, 'held'::text, 'failed'::text, 'recovered'::text, 'quiet'::text])))
);
CREATE SEQUENCE public.call_id_seq
    AS integer
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;
ALTER SEQUENCE public.call_id_seq OWNED BY public.call.id;
CREATE TABLE public.capture (
    id integer NOT NULL,
    run_id integer NOT NULL,
    url text NOT NULL,
    kind text NOT NULL,
    fetched_at character varying(27) NOT NULL,
    status integer,
    headers text NOT NULL,
    body_sha256 character varying(64),
    document_sha256 character varying(64),
    text_sha256 character varying(64),
    length integer NOT NULL,
    diagnosis text,
    detail text,
    CONSTRAINT ck_capture_diagnosis CHECK ((diagnosis = ANY (ARRAY['error_status'::text, 'no_answer'::text, 'refused_by_robots'::text, 'empty'::text, 'truncated'::text, 'too_large'::text, 'not_a_pdf'::text, 'not_html'::text, 'unknown_page'::text, 'soft_404'::text, 'block_page'::text, 'login_page'::text, 'off_site'::text, 'not_a_letter'::text]))),
    CONSTRAINT ck_capture_kind CHECK ((kind = ANY (ARRAY['robots'::text, 'index'::text, 'authority_page'::text, 'letters_page'::text, 'letter'::text])))
);
CREATE SEQUENCE public.capture_id_seq
    AS integer
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;
ALTER SEQUENCE public.capture_id_seq OWNED BY public.capture.id;
CREATE TABLE public.change (
    id integer NOT NULL,
    run_id integer NOT NULL,
    at character varying(27) NOT NULL,
    authority_id integer NOT NULL,
    publication_id integer,
    version_id integer,
    kind text NOT NULL,
    field text,
    measure text,
    category text,
    old_value text,
    new_value text,
    cause text NOT NULL,
    CONSTRAINT ck_change_cause CHECK ((cause = ANY (ARRAY['source'::text, 'reader'::text]))),
    CONSTRAINT ck_change_kind CHECK ((kind = ANY (ARRAY['published'::text, 'revised'::text, 'reworded'::text, 'restamped'::text, 'moved'::text, 'withdrawn'::text, 'restored'::text, 'authority_added'::text, 'authority_renamed'::text, 'authority_merged'::text])))
);
CREATE SEQUENCE public.change_id_seq
    AS integer
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;
ALTER SEQUENCE public.change_id_seq OWNED BY public.change.id;
CREATE TABLE public.publication (
    id integer NOT NULL,
    authority_id integer NOT NULL,
    year integer NOT NULL,
    source text NOT NULL,
    url text NOT NULL,
    withdrawn_at character varying(27),
    last_seen_at character varying(27) NOT NULL,
    CONSTRAINT ck_publication_source CHECK ((source = ANY (ARRAY['letter'::text, 'statistics_page'::text])))
);
CREATE TABLE public.version (
    id integer NOT NULL,
    publication_id integer NOT NULL,
    number integer NOT NULL,
    run_id integer NOT NULL,
    capture_id integer NOT NULL,
    document_sha256 character varying(64) NOT NULL,
    reading_id integer NOT NULL,
    captured_at character varying(27) NOT NULL,
    published_at character varying(27) NOT NULL,
    CONSTRAINT ck_version_number CHECK ((number >= 1))
);
CREATE VIEW public.changes AS
 SELECT c.run_id,
    c.at,
    a.slug AS authority_slug,
    p.year,
    p.source,
    c.kind,
    c.field,
    c.measure,
    c.category,
    c.old_value,
    c.new_value,
    c.cause,
    v.number AS version
   FROM (((public.change c
     JOIN public.authority a ON ((a.id = c.authority_id)))
     LEFT JOIN public.publication p ON ((p.id = c.publication_id)))
     LEFT JOIN public.version v ON ((v.id = c.version_id)));
CREATE TABLE public.figure (
    id integer NOT NULL,
    reading_id integer NOT NULL,
    "position" integer NOT NULL,
    measure text NOT NULL,
    category text,
    value double precision,
    unit text NOT NULL,
    state text NOT NULL,
    page integer NOT NULL,
    x0 double precision,
    top double precision,
    x1 double precision,
    bottom double precision,
    text text NOT NULL,
    CONSTRAINT ck_figure_page CHECK ((page >= 1)),
    CONSTRAINT ck_figure_state CHECK ((state = ANY (ARRAY['printed'::text, 'derived'::text, 'not_applicable'::text, 'unreadable'::text]))),
    CONSTRAINT ck_figure_value CHECK (((value IS NULL) = (state <> ALL (ARRAY['printed'::text, 'derived'::text]))))
);
CREATE VIEW public.complaints_decided AS
 SELECT a.slug AS authority_slug,
    a.name AS authority_name,
    a.gss_code,
    a.type AS authority_type,
    p.year,
        CASE
            WHEN (min(
            CASE
                WHEN (f.category = 'incomplete_or_invalid'::text) THEN f.value
                ELSE NULL::double precision
            END) = max(
            CASE
                WHEN (f.category = 'incomplete_or_invalid'::text) THEN f.value
                ELSE NULL::double precision
            END)) THEN max(
            CASE
                WHEN (f.category = 'incomplete_or_invalid'::text) THEN f.value
                ELSE NULL::double precision
            END)
            ELSE NULL::double precision
        END AS incomplete_or_invalid,
        CASE
            WHEN (min(
            CASE
                WHEN (f.category = 'advice_given'::text) THEN f.value
                ELSE NULL::double precision
            END) = max(
            CASE
                WHEN (f.category = 'advice_given'::text) THEN f.value
                ELSE NULL::double precision
            END)) THEN max(
            CASE
                WHEN (f.category = 'advice_given'::text) THEN f.value
                ELSE NULL::double precision
            END)
            ELSE NULL::double precision
        END AS advice_given,
        CASE
            WHEN (min(
            CASE
                WHEN (f.category = 'referred_back_for_local_resolution'::text) THEN f.value
                ELSE NULL::double precision
            END) = max(
            CASE
                WHEN (f.category = 'referred_back_for_local_resolution'::text) THEN f.value
                ELSE NULL::double precision
            END)) THEN max(
            CASE
                WHEN (f.category = 'referred_back_for_local_resolution'::text) THEN f.value
                ELSE NULL::double precision
            END)
            ELSE NULL::double precision
        END AS referred_back_for_local_resolution,
        CASE
            WHEN (min(
            CASE
                WHEN (f.category = 'closed_after_initial_enquiries'::text) THEN f.value
                ELSE NULL::double precision
            END) = max(
            CASE
                WHEN (f.category = 'closed_after_initial_enquiries'::text) THEN f.value
                ELSE NULL::double precision
            END)) THEN max(
            CASE
                WHEN (f.category = 'closed_after_initial_enquiries'::text) THEN f.value
                ELSE NULL::double precision
            END)
            ELSE NULL::double precision
        END AS closed_after_initial_enquiries,
        CASE
            WHEN (min(
            CASE
                WHEN (f.category = 'not_upheld'::text) THEN f.value
                ELSE NULL::double precision
            END) = max(
            CASE
                WHEN (f.category = 'not_upheld'::text) THEN f.value
                ELSE NULL::double precision
            END)) THEN max(
            CASE
                WHEN (f.category = 'not_upheld'::text) THEN f.value
                ELSE NULL::double precision
            END)
            ELSE NULL::double precision
        END AS not_upheld,
        CASE
            WHEN (min(
            CASE
                WHEN (f.category = 'upheld'::text) THEN f.value
                ELSE NULL::double precision
            END) = max(
            CASE
                WHEN (f.category = 'upheld'::text) THEN f.value
                ELSE NULL::double precision
            END)) THEN max(
            CASE
                WHEN (f.category = 'upheld'::text) THEN f.value
                ELSE NULL::double precision
            END)
            ELSE NULL::double precision
        END AS upheld,
        CASE
            WHEN (min(
            CASE
                WHEN (f.category = 'maladministration_injustice_reports'::text) THEN f.value
                ELSE NULL::double precision
            END) = max(
            CASE
                WHEN (f.category = 'maladministration_injustice_reports'::text) THEN f.value
                ELSE NULL::double precision
            END)) THEN max(
            CASE
                WHEN (f.category = 'maladministration_injustice_reports'::text) THEN f.value
                ELSE NULL::double precision
            END)
            ELSE NULL::double precision
        END AS maladministration_injustice_reports,
        CASE
            WHEN (min(
            CASE
                WHEN (f.category = 'local_settlements'::text) THEN f.value
                ELSE NULL::double precision
            END) = max(
            CASE
                WHEN (f.category = 'local_settlements'::text) THEN f.value
                ELSE NULL::double precision
            END)) THEN max(
            CASE
                WHEN (f.category = 'local_settlements'::text) THEN f.value
                ELSE NULL::double precision
            END)
            ELSE NULL::double precision
        END AS local_settlements,
        CASE
            WHEN (min(
            CASE
                WHEN (f.category = 'maladministration_reports'::text) THEN f.value
                ELSE NULL::double precision
            END) = max(
            CASE
                WHEN (f.category = 'maladministration_reports'::text) THEN f.value
                ELSE NULL::double precision
            END)) THEN max(
            CASE
                WHEN (f.category = 'maladministration_reports'::text) THEN f.value
                ELSE NULL::double precision
            END)
            ELSE NULL::double precision
        END AS maladministration_reports,
        CASE
            WHEN (min(
            CASE
                WHEN (f.category = 'no_maladministration_reports'::text) THEN f.value
                ELSE NULL::double precision
            END) = max(
            CASE
                WHEN (f.category = 'no_maladministration_reports'::text) THEN f.value
                ELSE NULL::double precision
            END)) THEN max(
            CASE
                WHEN (f.category = 'no_maladministration_reports'::text) THEN f.value
                ELSE NULL::double precision
            END)
            ELSE NULL::double precision
        END AS no_maladministration_reports,
        CASE
            WHEN (min(
            CASE
                WHEN (f.category = 'no_maladministration'::text) THEN f.value
                ELSE NULL::double precision
            END) = max(
            CASE
                WHEN (f.category = 'no_maladministration'::text) THEN f.value
                ELSE NULL::double precision
            END)) THEN max(
            CASE
                WHEN (f.category = 'no_maladministration'::text) THEN f.value
                ELSE NULL::double precision
            END)
            ELSE NULL::double precision
        END AS no_maladministration,
        CASE
            WHEN (min(
            CASE
                WHEN (f.category = 'ombudsmans_discretion'::text) THEN f.value
                ELSE NULL::double precision
            END) = max(
            CASE
                WHEN (f.category = 'ombudsmans_discretion'::text) THEN f.value
                ELSE NULL::double precision
            END)) THEN max(
            CASE
                WHEN (f.category = 'ombudsmans_discretion'::text) THEN f.value
                ELSE NULL::double precision
            END)
            ELSE NULL::double precision
        END AS ombudsmans_discretion,
        CASE
            WHEN (min(
            CASE
                WHEN (f.category = 'outside_jurisdiction'::text) THEN f.value
                ELSE NULL::double precision
            END) = max(
            CASE
                WHEN (f.category = 'outside_jurisdiction'::text) THEN f.value
                ELSE NULL::double precision
            END)) THEN max(
            CASE
                WHEN (f.category = 'outside_jurisdiction'::text) THEN f.value
                ELSE NULL::double precision
            END)
            ELSE NULL::double precision
        END AS outside_jurisdiction,
        CASE
            WHEN (min(
            CASE
                WHEN (f.category = 'premature_complaints'::text) THEN f.value
                ELSE NULL::double precision
            END) = max(
            CASE
                WHEN (f.category = 'premature_complaints'::text) THEN f.value
                ELSE NULL::double precision
            END)) THEN max(
            CASE
                WHEN (f.category = 'premature_complaints'::text) THEN f.value
                ELSE NULL::double precision
            END)
            ELSE NULL::double precision
        END AS premature_complaints,
        CASE
            WHEN (min(
            CASE
                WHEN (f.category = 'total_excluding_premature'::text) THEN f.value
                ELSE NULL::double precision
            END) = max(
            CASE
                WHEN (f.category = 'total_excluding_premature'::text) THEN f.value
                ELSE NULL::double precision
            END)) THEN max(
            CASE
                WHEN (f.category = 'total_excluding_premature'::text) THEN f.value
                ELSE NULL::double precision
            END)
            ELSE NULL::double precision
        END AS total_excluding_premature,
        CASE
            WHEN (min(
            CASE
                WHEN (f.category = 'total'::text) THEN f.value
                ELSE NULL::double precision
            END) = max(
            CASE
                WHEN (f.category = 'total'::text) THEN f.value
                ELSE NULL::double precision
            END)) THEN max(
            CASE
                WHEN (f.category = 'total'::text) THEN f.value
                ELSE NULL::double precision
            END)
            ELSE NULL::double precision
        END AS total,
        CASE
            WHEN (min(
            CASE
                WHEN (f.category = 'investigation_not_justified_and_other'::text) THEN f.value
                ELSE NULL::double precision
            END) = max(
            CASE
                WHEN (f.category = 'investigation_not_justified_and_other'::text) THEN f.value
                ELSE NULL::double precision
            END)) THEN max(
            CASE
                WHEN (f.category = 'investigation_not_justified_and_other'::text) THEN f.value
                ELSE NULL::double precision
            END)
            ELSE NULL::double precision
        END AS investigation_not_justified_and_other,
        CASE
            WHEN (min(
            CASE
                WHEN (f.category = 'no_power_to_investigate'::text) THEN f.value
                ELSE NULL::double precision
            END) = max(
            CASE
                WHEN (f.category = 'no_power_to_investigate'::text) THEN f.value
                ELSE NULL::double precision
            END)) THEN max(
            CASE
                WHEN (f.category = 'no_power_to_investigate'::text) THEN f.value
                ELSE NULL::double precision
            END)
            ELSE NULL::double precision
        END AS no_power_to_investigate,
        CASE
            WHEN (min(
            CASE
                WHEN (f.category = 'no_reason_to_use_exceptional_power'::text) THEN f.value
                ELSE NULL::double precision
            END) = max(
            CASE
                WHEN (f.category = 'no_reason_to_use_exceptional_power'::text) THEN f.value
                ELSE NULL::double precision
            END)) THEN max(
            CASE
                WHEN (f.category = 'no_reason_to_use_exceptional_power'::text) THEN f.value
                ELSE NULL::double precision
            END)
            ELSE NULL::double precision
        END AS no_reason_to_use_exceptional_power,
        CASE
            WHEN (min(
            CASE
                WHEN (f.category = 'not_enough_evidence_of_fault'::text) THEN f.value
                ELSE NULL::double precision
            END) = max(
            CASE
                WHEN (f.category = 'not_enough_evidence_of_fault'::text) THEN f.value
                ELSE NULL::double precision
            END)) THEN max(
            CASE
                WHEN (f.category = 'not_enough_evidence_of_fault'::text) THEN f.value
                ELSE NULL::double precision
            END)
            ELSE NULL::double precision
        END AS not_enough_evidence_of_fault,
        CASE
            WHEN (min(
            CASE
                WHEN (f.category = 'no_or_minor_injustice_and_other'::text) THEN f.value
                ELSE NULL::double precision
            END) = max(
            CASE
                WHEN (f.category = 'no_or_minor_injustice_and_other'::text) THEN f.value
                ELSE NULL::double precision
            END)) THEN max(
            CASE
                WHEN (f.category = 'no_or_minor_injustice_and_other'::text) THEN f.value
                ELSE NULL::double precision
            END)
            ELSE NULL::double precision
        END AS no_or_minor_injustice_and_other,
        CASE
            WHEN (min(
            CASE
                WHEN (f.category = 'injustice_remedied_during_enquiries'::text) THEN f.value
                ELSE NULL::double precision
            END) = max(
            CASE
                WHEN (f.category = 'injustice_remedied_during_enquiries'::text) THEN f.value
                ELSE NULL::double precision
            END)) THEN max(
            CASE
                WHEN (f.category = 'injustice_remedied_during_enquiries'::text) THEN f.value
                ELSE NULL::double precision
            END)
            ELSE NULL::double precision
        END AS injustice_remedied_during_enquiries,
        CASE
            WHEN (min(
            CASE
                WHEN (f.category = 'report_issued'::text) THEN f.value
                ELSE NULL::double precision
            END) = max(
            CASE
                WHEN (f.category = 'report_issued'::text) THEN f.value
                ELSE NULL::double precision
            END)) THEN max(
            CASE
                WHEN (f.category = 'report_issued'::text) THEN f.value
                ELSE NULL::double precision
            END)
            ELSE NULL::double precision
        END AS report_issued
   FROM (((public.publication p
     JOIN public.authority a ON ((a.id = p.authority_id)))
     JOIN public.version v ON ((v.publication_id = p.id)))
     CROSS JOIN public.figure f)
  WHERE ((f.reading_id = v.reading_id) AND (p.source = 'letter'::text) AND (f.measure = 'complaints_decided'::text) AND (NOT (EXISTS ( SELECT 1
           FROM public.version w
          WHERE ((w.publication_id = v.publication_id) AND (w.number > v.number))))))
  GROUP BY a.slug, a.name, a.gss_code, a.type, p.year;
CREATE VIEW public.complaints_received AS
 SELECT a.slug AS authority_slug,
    a.name AS authority_name,
    a.gss_code,
    a.type AS authority_type,
    p.year,
        CASE
            WHEN (min(
            CASE
                WHEN (f.category = 'adult_care_services'::text) THEN f.value
                ELSE NULL::double precision
            END) = max(
            CASE
                WHEN (f.category = 'adult_care_services'::text) THEN f.value
                ELSE NULL::double precision
            END)) THEN max(
            CASE
                WHEN (f.category = 'adult_care_services'::text) THEN f.value
                ELSE NULL::double precision
            END)
            ELSE NULL::double precision
        END AS adult_care_services,
        CASE
            WHEN (min(
            CASE
                WHEN (f.category = 'benefits_and_tax'::text) THEN f.value
                ELSE NULL::double precision
            END) = max(
            CASE
                WHEN (f.category = 'benefits_and_tax'::text) THEN f.value
                ELSE NULL::double precision
            END)) THEN max(
            CASE
                WHEN (f.category = 'benefits_and_tax'::text) THEN f.value
                ELSE NULL::double precision
            END)
            ELSE NULL::double precision
        END AS benefits_and_tax,
        CASE
            WHEN (min(
            CASE
                WHEN (f.category = 'corporate_and_other_services'::text) THEN f.value
                ELSE NULL::double precision
            END) = max(
            CASE
                WHEN (f.category = 'corporate_and_other_services'::text) THEN f.value
                ELSE NULL::double precision
            END)) THEN max(
            CASE
                WHEN (f.category = 'corporate_and_other_services'::text) THEN f.value
                ELSE NULL::double precision
            END)
            ELSE NULL::double precision
        END AS corporate_and_other_services,
        CASE
            WHEN (min(
            CASE
                WHEN (f.category = 'education_and_childrens_services'::text) THEN f.value
                ELSE NULL::double precision
            END) = max(
            CASE
                WHEN (f.category = 'education_and_childrens_services'::text) THEN f.value
                ELSE NULL::double precision
            END)) THEN max(
            CASE
                WHEN (f.category = 'education_and_childrens_services'::text) THEN f.value
                ELSE NULL::double precision
            END)
            ELSE NULL::double precision
        END AS education_and_childrens_services,
        CASE
            WHEN (min(
            CASE
                WHEN (f.category = 'environment_services'::text) THEN f.value
                ELSE NULL::double precision
            END) = max(
            CASE
                WHEN (f.category = 'environment_services'::text) THEN f.value
                ELSE NULL::double precision
            END)) THEN max(
            CASE
                WHEN (f.category = 'environment_services'::text) THEN f.value
                ELSE NULL::double precision
            END)
            ELSE NULL::double precision
        END AS environment_services,
        CASE
            WHEN (min(
            CASE
                WHEN (f.category = 'highways_and_transport'::text) THEN f.value
                ELSE NULL::double precision
            END) = max(
            CASE
                WHEN (f.category = 'highways_and_transport'::text) THEN f.value
                ELSE NULL::double precision
            END)) THEN max(
            CASE
                WHEN (f.category = 'highways_and_transport'::text) THEN f.value
                ELSE NULL::double precision
            END)
            ELSE NULL::double precision
        END AS highways_and_transport,
        CASE
            WHEN (min(
            CASE
                WHEN (f.category = 'housing'::text) THEN f.value
                ELSE NULL::double precision
            END) = max(
            CASE
                WHEN (f.category = 'housing'::text) THEN f.value
                ELSE NULL::double precision
            END)) THEN max(
            CASE
                WHEN (f.category = 'housing'::text) THEN f.value
                ELSE NULL::double precision
            END)
            ELSE NULL::double precision
        END AS housing,
        CASE
            WHEN (min(
            CASE
                WHEN (f.category = 'planning_and_development'::text) THEN f.value
                ELSE NULL::double precision
            END) = max(
            CASE
                WHEN (f.category = 'planning_and_development'::text) THEN f.value
                ELSE NULL::double precision
            END)) THEN max(
            CASE
                WHEN (f.category = 'planning_and_development'::text) THEN f.value
                ELSE NULL::double precision
            END)
            ELSE NULL::double precision
        END AS planning_and_development,
        CASE
            WHEN (min(
            CASE
                WHEN (f.category = 'benefits'::text) THEN f.value
                ELSE NULL::double precision
            END) = max(
            CASE
                WHEN (f.category = 'benefits'::text) THEN f.value
                ELSE NULL::double precision
            END)) THEN max(
            CASE
                WHEN (f.category = 'benefits'::text) THEN f.value
                ELSE NULL::double precision
            END)
            ELSE NULL::double precision
        END AS benefits,
        CASE
            WHEN (min(
            CASE
                WHEN (f.category = 'children_and_family_services'::text) THEN f.value
                ELSE NULL::double precision
            END) = max(
            CASE
                WHEN (f.category = 'children_and_family_services'::text) THEN f.value
                ELSE NULL::double precision
            END)) THEN max(
            CASE
                WHEN (f.category = 'children_and_family_services'::text) THEN f.value
                ELSE NULL::double precision
            END)
            ELSE NULL::double precision
        END AS children_and_family_services,
        CASE
            WHEN (min(
            CASE
                WHEN (f.category = 'education'::text) THEN f.value
                ELSE NULL::double precision
            END) = max(
            CASE
                WHEN (f.category = 'education'::text) THEN f.value
                ELSE NULL::double precision
            END)) THEN max(
            CASE
                WHEN (f.category = 'education'::text) THEN f.value
                ELSE NULL::double precision
            END)
            ELSE NULL::double precision
        END AS education,
        CASE
            WHEN (min(
            CASE
                WHEN (f.category = 'planning_and_building_control'::text) THEN f.value
                ELSE NULL::double precision
            END) = max(
            CASE
                WHEN (f.category = 'planning_and_building_control'::text) THEN f.value
                ELSE NULL::double precision
            END)) THEN max(
            CASE
                WHEN (f.category = 'planning_and_building_control'::text) THEN f.value
                ELSE NULL::double precision
            END)
            ELSE NULL::double precision
        END AS planning_and_building_control,
        CASE
            WHEN (min(
            CASE
                WHEN (f.category = 'public_finance'::text) THEN f.value
                ELSE NULL::double precision
            END) = max(
            CASE
                WHEN (f.category = 'public_finance'::text) THEN f.value
                ELSE NULL::double precision
            END)) THEN max(
            CASE
                WHEN (f.category = 'public_finance'::text) THEN f.value
                ELSE NULL::double precision
            END)
            ELSE NULL::double precision
        END AS public_finance,
        CASE
            WHEN (min(
            CASE
                WHEN (f.category = 'transport_and_highways'::text) THEN f.value
                ELSE NULL::double precision
            END) = max(
            CASE
                WHEN (f.category = 'transport_and_highways'::text) THEN f.value
                ELSE NULL::double precision
            END)) THEN max(
            CASE
                WHEN (f.category = 'transport_and_highways'::text) THEN f.value
                ELSE NULL::double precision
            END)
            ELSE NULL::double precision
        END AS transport_and_highways,
        CASE
            WHEN (min(
            CASE
                WHEN (f.category = 'other'::text) THEN f.value
                ELSE NULL::double precision
            END) = max(
            CASE
                WHEN (f.category = 'other'::text) THEN f.value
                ELSE NULL::double precision
            END)) THEN max(
            CASE
                WHEN (f.category = 'other'::text) THEN f.value
                ELSE NULL::double precision
            END)
            ELSE NULL::double precision
        END AS other,
        CASE
            WHEN (min(
            CASE
                WHEN (f.category = 'total'::text) THEN f.value
                ELSE NULL::double precision
            END) = max(
            CASE
                WHEN (f.category = 'total'::text) THEN f.value
                ELSE NULL::double precision
            END)) THEN max(
            CASE
                WHEN (f.category = 'total'::text) THEN f.value
                ELSE NULL::double precision
            END)
            ELSE NULL::double precision
        END AS total
   FROM (((public.publication p
     JOIN public.authority a ON ((a.id = p.authority_id)))
     JOIN public.version v ON ((v.publication_id = p.id)))
     CROSS JOIN public.figure f)
  WHERE ((f.reading_id = v.reading_id) AND (p.source = 'letter'::text) AND (f.measure = 'complaints_received'::text) AND (NOT (EXISTS ( SELECT 1
           FROM public.version w
          WHERE ((w.publication_id = v.publication_id) AND (w.number > v.number))))))
  GROUP BY a.slug, a.name, a.gss_code, a.type, p.year;
CREATE TABLE public.page_read (
    id integer NOT NULL,
    run_id integer NOT NULL,
    authority_id integer NOT NULL,
    capture_id integer NOT NULL,
    url text NOT NULL,
    slug text NOT NULL,
    site_slug text NOT NULL,
    name text NOT NULL,
    predecessors text NOT NULL
);
CREATE TABLE public.reading (
    id integer NOT NULL,
    document_sha256 character varying(64) NOT NULL,
    reader_version text NOT NULL,
    status text NOT NULL,
    layout text,
    authority text,
    year integer,
    period_start character varying(10),
    period_end character varying(10),
    title text,
    letter_date character varying(10),
    addressee_name text,
    addressee_role text,
    signatory_name text,
    signatory_role text,
    text_sha256 character varying(64),
    figures_sha256 character varying(64) NOT NULL,
    CONSTRAINT ck_reading_status CHECK ((status = ANY (ARRAY['complete'::text, 'partial'::text, 'no_statistics'::text, 'not_a_letter'::text, 'unrecognised'::text, 'unreadable'::text])))
);
CREATE TABLE public.run (
    id integer NOT NULL,
    trigger text NOT NULL,
    state text NOT NULL,
    token character varying(36) NOT NULL,
    started_at character varying(27) NOT NULL,
    heartbeat_at character varying(27) NOT NULL,
    finished_at character varying(27),
    site_url text NOT NULL,
    scope_authorities text,
    scope_years text,
    reasons text NOT NULL,
    reader_version text NOT NULL,
    answers text NOT NULL,
    diagnoses text NOT NULL,
    retries integer NOT NULL,
    pages integer NOT NULL,
    letters integer NOT NULL,
    captures integer NOT NULL,
    not_modified integer NOT NULL,
    bytes_received bigint NOT NULL,
    authorities integer NOT NULL,
    published integer NOT NULL,
    revised integer NOT NULL,
    reworded integer NOT NULL,
    restamped integer NOT NULL,
    moved integer NOT NULL,
    withdrawn integer NOT NULL,
    restored integer NOT NULL,
    unread integer NOT NULL,
    CONSTRAINT ck_run_finished CHECK (((state = 'running'::text) = (finished_at IS NULL))),
    CONSTRAINT ck_run_state CHECK ((state = ANY (ARRAY['running'::text, 'published'::text, 'held'::text, 'failed'::text, 'abandoned'::text, 'discarded'::text]))),
    CONSTRAINT ck_run_trigger CHECK ((trigger = ANY (ARRAY['crawl'::text, 'schedule'::text, 'demo'::text, 'scrapy'::text, 'reread'::text])))
);
CREATE VIEW public.coverage AS
 SELECT a.slug AS authority_slug,
    y.year,
        CASE
            WHEN (p.id IS NULL) THEN 'missing'::text
            WHEN (p.withdrawn_at IS NOT NULL) THEN 'withdrawn'::text
            WHEN (r.status = ANY (ARRAY['complete'::text, 'no_statistics'::text])) THEN 'read'::text
            WHEN (r.status = 'partial'::text) THEN 'partial'::text
            ELSE 'unread'::text
        END AS state
   FROM ((((public.authority a
     CROSS JOIN ( SELECT DISTINCT publication.year
           FROM public.publication
          WHERE (publication.source = 'letter'::text)) y)
     LEFT JOIN public.publication p ON (((p.authority_id = a.id) AND (p.year = y.year) AND (p.source = 'letter'::text))))
     LEFT JOIN public.version v ON (((v.publication_id = p.id) AND (NOT (EXISTS ( SELECT 1
           FROM public.version w
          WHERE ((w.publication_id = v.publication_id) AND (w.number > v.number))))))))
     LEFT JOIN public.reading r ON ((r.id = v.reading_id)))
  WHERE ((p.id IS NOT NULL) OR (((a.start_date IS NULL) OR ((a.start_date)::text <= (y.year || '-03-31'::text))) AND ((a.end_date IS NULL) OR ((a.end_date)::text > (y.year || '-03-31'::text))) AND (EXISTS ( SELECT 1
           FROM (public.page_read s
             JOIN public.run u ON ((u.id = s.run_id)))
          WHERE ((s.authority_id = a.id) AND (u.state = 'published'::text))))));
CREATE VIEW public.discrepancies AS
 SELECT a.slug AS authority_slug,
    p.year,
    f.measure,
    f.category,
    f.value AS letter_value,
    g.value AS page_value
   FROM ((((((public.publication q
     JOIN public.publication p ON (((p.authority_id = q.authority_id) AND (p.year = q.year) AND (p.source = 'letter'::text))))
     JOIN public.authority a ON ((a.id = p.authority_id)))
     JOIN public.version v ON ((v.publication_id = p.id)))
     JOIN public.version x ON ((x.publication_id = q.id)))
     JOIN public.figure f ON ((f.reading_id = v.reading_id)))
     JOIN public.figure g ON (((g.reading_id = x.reading_id) AND (g.measure = f.measure) AND (COALESCE(g.category, ''::text) = COALESCE(f.category, ''::text)))))
  WHERE ((q.source = 'statistics_page'::text) AND (f.value <> g.value) AND (NOT (EXISTS ( SELECT 1
           FROM public.version w
          WHERE ((w.publication_id = v.publication_id) AND (w.number > v.number))))) AND (NOT (EXISTS ( SELECT 1
           FROM public.version w
          WHERE ((w.publication_id = x.publication_id) AND (w.number > x.number))))));
CREATE TABLE public.document (
    sha256 character varying(64) NOT NULL,
    length integer NOT NULL,
    media_type text NOT NULL,
    first_seen_at character varying(27) NOT NULL,
    CONSTRAINT ck_document_sha256 CHECK ((length((sha256)::text) = 64))
);
CREATE TABLE public.document_body (
    sha256 character varying(64) NOT NULL,
    body bytea NOT NULL
);
CREATE TABLE public.shown (
    id integer NOT NULL,
    publication_id integer NOT NULL,
    version_id integer NOT NULL,
    reading_id integer NOT NULL,
    run_id integer NOT NULL,
    valid_from character varying(27) NOT NULL
);
CREATE VIEW public.figure_history AS
 SELECT a.slug AS authority_slug,
    a.name AS authority_name,
    a.gss_code,
    a.type AS authority_type,
    p.year,
    p.source,
    f.measure,
    f.category,
    f.value,
    f.unit,
    f.state,
    f.page,
    f.text,
    v.number AS version,
    v.document_sha256,
    s.valid_from,
    ( SELECT n.valid_from
           FROM public.shown n
          WHERE ((n.publication_id = s.publication_id) AND (n.id > s.id))
          ORDER BY n.id
         LIMIT 1) AS valid_to
   FROM ((((public.shown s
     JOIN public.publication p ON ((p.id = s.publication_id)))
     JOIN public.authority a ON ((a.id = p.authority_id)))
     JOIN public.version v ON ((v.id = s.version_id)))
     JOIN public.figure f ON ((f.reading_id = s.reading_id)));
CREATE SEQUENCE public.figure_id_seq
    AS integer
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;
ALTER SEQUENCE public.figure_id_seq OWNED BY public.figure.id;
CREATE VIEW public.figures AS
 SELECT authority_slug,
    authority_name,
    gss_code,
    authority_type,
    year,
    source,
    measure,
    category,
    value,
    unit,
    state,
    page,
    text,
    version,
    document_sha256
   FROM public.figure_history h
  WHERE (valid_to IS NULL);
CREATE VIEW public.headline_figures AS
 SELECT a.slug AS authority_slug,
    a.name AS authority_name,
    a.gss_code,
    a.type AS authority_type,
    p.year,
        CASE
            WHEN (min(
            CASE
                WHEN (f.measure = 'uphold_rate'::text) THEN f.value
                ELSE NULL::double precision
            END) = max(
            CASE
                WHEN (f.measure = 'uphold_rate'::text) THEN f.value
                ELSE NULL::double precision
            END)) THEN max(
            CASE
                WHEN (f.measure = 'uphold_rate'::text) THEN f.value
                ELSE NULL::double precision
            END)
            ELSE NULL::double precision
        END AS uphold_rate,
        CASE
            WHEN (min(
            CASE
                WHEN (f.measure = 'uphold_rate_average'::text) THEN f.value
                ELSE NULL::double precision
            END) = max(
            CASE
                WHEN (f.measure = 'uphold_rate_average'::text) THEN f.value
                ELSE NULL::double precision
            END)) THEN max(
            CASE
                WHEN (f.measure = 'uphold_rate_average'::text) THEN f.value
                ELSE NULL::double precision
            END)
            ELSE NULL::double precision
        END AS uphold_rate_average,
        CASE
            WHEN (min(
            CASE
                WHEN (f.measure = 'upheld_decisions'::text) THEN f.value
                ELSE NULL::double precision
            END) = max(
            CASE
                WHEN (f.measure = 'upheld_decisions'::text) THEN f.value
                ELSE NULL::double precision
            END)) THEN max(
            CASE
                WHEN (f.measure = 'upheld_decisions'::text) THEN f.value
                ELSE NULL::double precision
            END)
            ELSE NULL::double precision
        END AS upheld_decisions,
        CASE
            WHEN (min(
            CASE
                WHEN (f.measure = 'investigations'::text) THEN f.value
                ELSE NULL::double precision
            END) = max(
            CASE
                WHEN (f.measure = 'investigations'::text) THEN f.value
                ELSE NULL::double precision
            END)) THEN max(
            CASE
                WHEN (f.measure = 'investigations'::text) THEN f.value
                ELSE NULL::double precision
            END)
            ELSE NULL::double precision
        END AS investigations,
        CASE
            WHEN (min(
            CASE
                WHEN (f.measure = 'compliance_rate'::text) THEN f.value
                ELSE NULL::double precision
            END) = max(
            CASE
                WHEN (f.measure = 'compliance_rate'::text) THEN f.value
                ELSE NULL::double precision
            END)) THEN max(
            CASE
                WHEN (f.measure = 'compliance_rate'::text) THEN f.value
                ELSE NULL::double precision
            END)
            ELSE NULL::double precision
        END AS compliance_rate,
        CASE
            WHEN (min(
            CASE
                WHEN (f.measure = 'compliance_rate_average'::text) THEN f.value
                ELSE NULL::double precision
            END) = max(
            CASE
                WHEN (f.measure = 'compliance_rate_average'::text) THEN f.value
                ELSE NULL::double precision
            END)) THEN max(
            CASE
                WHEN (f.measure = 'compliance_rate_average'::text) THEN f.value
                ELSE NULL::double precision
            END)
            ELSE NULL::double precision
        END AS compliance_rate_average,
        CASE
            WHEN (min(
            CASE
                WHEN (f.measure = 'compliance_outcomes'::text) THEN f.value
                ELSE NULL::double precision
            END) = max(
            CASE
                WHEN (f.measure = 'compliance_outcomes'::text) THEN f.value
                ELSE NULL::double precision
            END)) THEN max(
            CASE
                WHEN (f.measure = 'compliance_outcomes'::text) THEN f.value
                ELSE NULL::double precision
            END)
            ELSE NULL::double precision
        END AS compliance_outcomes,
        CASE
            WHEN (min(
            CASE
                WHEN (f.measure = 'satisfactory_remedy_rate'::text) THEN f.value
                ELSE NULL::double precision
            END) = max(
            CASE
                WHEN (f.measure = 'satisfactory_remedy_rate'::text) THEN f.value
                ELSE NULL::double precision
            END)) THEN max(
            CASE
                WHEN (f.measure = 'satisfactory_remedy_rate'::text) THEN f.value
                ELSE NULL::double precision
            END)
            ELSE NULL::double precision
        END AS satisfactory_remedy_rate,
        CASE
            WHEN (min(
            CASE
                WHEN (f.measure = 'satisfactory_remedy_rate_average'::text) THEN f.value
                ELSE NULL::double precision
            END) = max(
            CASE
                WHEN (f.measure = 'satisfactory_remedy_rate_average'::text) THEN f.value
                ELSE NULL::double precision
            END)) THEN max(
            CASE
                WHEN (f.measure = 'satisfactory_remedy_rate_average'::text) THEN f.value
                ELSE NULL::double precision
            END)
            ELSE NULL::double precision
        END AS satisfactory_remedy_rate_average,
        CASE
            WHEN (min(
            CASE
                WHEN (f.measure = 'satisfactory_remedy_decisions'::text) THEN f.value
                ELSE NULL::double precision
            END) = max(
            CASE
                WHEN (f.measure = 'satisfactory_remedy_decisions'::text) THEN f.value
                ELSE NULL::double precision
            END)) THEN max(
            CASE
                WHEN (f.measure = 'satisfactory_remedy_decisions'::text) THEN f.value
                ELSE NULL::double precision
            END)
            ELSE NULL::double precision
        END AS satisfactory_remedy_decisions,
        CASE
            WHEN (min(
            CASE
                WHEN (f.measure = 'satisfactory_remedy_base'::text) THEN f.value
                ELSE NULL::double precision
            END) = max(
            CASE
                WHEN (f.measure = 'satisfactory_remedy_base'::text) THEN f.value
                ELSE NULL::double precision
            END)) THEN max(
            CASE
                WHEN (f.measure = 'satisfactory_remedy_base'::text) THEN f.value
                ELSE NULL::double precision
            END)
            ELSE NULL::double precision
        END AS satisfactory_remedy_base,
        CASE
            WHEN (min(
            CASE
                WHEN (f.measure = 'remedied_by_ombudsman'::text) THEN f.value
                ELSE NULL::double precision
            END) = max(
            CASE
                WHEN (f.measure = 'remedied_by_ombudsman'::text) THEN f.value
                ELSE NULL::double precision
            END)) THEN max(
            CASE
                WHEN (f.measure = 'remedied_by_ombudsman'::text) THEN f.value
                ELSE NULL::double precision
            END)
            ELSE NULL::double precision
        END AS remedied_by_ombudsman,
        CASE
            WHEN (min(
            CASE
                WHEN (f.measure = 'remedied_by_authority'::text) THEN f.value
                ELSE NULL::double precision
            END) = max(
            CASE
                WHEN (f.measure = 'remedied_by_authority'::text) THEN f.value
                ELSE NULL::double precision
            END)) THEN max(
            CASE
                WHEN (f.measure = 'remedied_by_authority'::text) THEN f.value
                ELSE NULL::double precision
            END)
            ELSE NULL::double precision
        END AS remedied_by_authority,
        CASE
            WHEN (min(
            CASE
                WHEN (f.measure = 'upheld_per_100k'::text) THEN f.value
                ELSE NULL::double precision
            END) = max(
            CASE
                WHEN (f.measure = 'upheld_per_100k'::text) THEN f.value
                ELSE NULL::double precision
            END)) THEN max(
            CASE
                WHEN (f.measure = 'upheld_per_100k'::text) THEN f.value
                ELSE NULL::double precision
            END)
            ELSE NULL::double precision
        END AS upheld_per_100k,
        CASE
            WHEN (min(
            CASE
                WHEN (f.measure = 'upheld_per_100k_average'::text) THEN f.value
                ELSE NULL::double precision
            END) = max(
            CASE
                WHEN (f.measure = 'upheld_per_100k_average'::text) THEN f.value
                ELSE NULL::double precision
            END)) THEN max(
            CASE
                WHEN (f.measure = 'upheld_per_100k_average'::text) THEN f.value
                ELSE NULL::double precision
            END)
            ELSE NULL::double precision
        END AS upheld_per_100k_average,
        CASE
            WHEN (min(
            CASE
                WHEN (f.measure = 'complaints_dealt_with'::text) THEN f.value
                ELSE NULL::double precision
            END) = max(
            CASE
                WHEN (f.measure = 'complaints_dealt_with'::text) THEN f.value
                ELSE NULL::double precision
            END)) THEN max(
            CASE
                WHEN (f.measure = 'complaints_dealt_with'::text) THEN f.value
                ELSE NULL::double precision
            END)
            ELSE NULL::double precision
        END AS complaints_dealt_with,
        CASE
            WHEN (min(
            CASE
                WHEN (f.measure = 'complaints_not_for_us'::text) THEN f.value
                ELSE NULL::double precision
            END) = max(
            CASE
                WHEN (f.measure = 'complaints_not_for_us'::text) THEN f.value
                ELSE NULL::double precision
            END)) THEN max(
            CASE
                WHEN (f.measure = 'complaints_not_for_us'::text) THEN f.value
                ELSE NULL::double precision
            END)
            ELSE NULL::double precision
        END AS complaints_not_for_us,
        CASE
            WHEN (min(
            CASE
                WHEN (f.measure = 'complaints_assessed_and_closed'::text) THEN f.value
                ELSE NULL::double precision
            END) = max(
            CASE
                WHEN (f.measure = 'complaints_assessed_and_closed'::text) THEN f.value
                ELSE NULL::double precision
            END)) THEN max(
            CASE
                WHEN (f.measure = 'complaints_assessed_and_closed'::text) THEN f.value
                ELSE NULL::double precision
            END)
            ELSE NULL::double precision
        END AS complaints_assessed_and_closed,
        CASE
            WHEN (min(
            CASE
                WHEN (f.measure = 'complaints_investigated'::text) THEN f.value
                ELSE NULL::double precision
            END) = max(
            CASE
                WHEN (f.measure = 'complaints_investigated'::text) THEN f.value
                ELSE NULL::double precision
            END)) THEN max(
            CASE
                WHEN (f.measure = 'complaints_investigated'::text) THEN f.value
                ELSE NULL::double precision
            END)
            ELSE NULL::double precision
        END AS complaints_investigated,
        CASE
            WHEN (min(
            CASE
                WHEN (f.measure = 'first_enquiries'::text) THEN f.value
                ELSE NULL::double precision
            END) = max(
            CASE
                WHEN (f.measure = 'first_enquiries'::text) THEN f.value
                ELSE NULL::double precision
            END)) THEN max(
            CASE
                WHEN (f.measure = 'first_enquiries'::text) THEN f.value
                ELSE NULL::double precision
            END)
            ELSE NULL::double precision
        END AS first_enquiries,
        CASE
            WHEN (min(
            CASE
                WHEN (f.measure = 'response_days_average'::text) THEN f.value
                ELSE NULL::double precision
            END) = max(
            CASE
                WHEN (f.measure = 'response_days_average'::text) THEN f.value
                ELSE NULL::double precision
            END)) THEN max(
            CASE
                WHEN (f.measure = 'response_days_average'::text) THEN f.value
                ELSE NULL::double precision
            END)
            ELSE NULL::double precision
        END AS response_days_average
   FROM (((public.publication p
     JOIN public.authority a ON ((a.id = p.authority_id)))
     JOIN public.version v ON ((v.publication_id = p.id)))
     CROSS JOIN public.figure f)
  WHERE ((f.reading_id = v.reading_id) AND (p.source = 'letter'::text) AND (f.measure = ANY (ARRAY['uphold_rate'::text, 'uphold_rate_average'::text, 'upheld_decisions'::text, 'investigations'::text, 'compliance_rate'::text, 'compliance_rate_average'::text, 'compliance_outcomes'::text, 'satisfactory_remedy_rate'::text, 'satisfactory_remedy_rate_average'::text, 'satisfactory_remedy_decisions'::text, 'satisfactory_remedy_base'::text, 'remedied_by_ombudsman'::text, 'remedied_by_authority'::text, 'upheld_per_100k'::text, 'upheld_per_100k_average'::text, 'complaints_dealt_with'::text, 'complaints_not_for_us'::text, 'complaints_assessed_and_closed'::text, 'complaints_investigated'::text, 'first_enquiries'::text, 'response_days_average'::text])) AND (NOT (EXISTS ( SELECT 1
           FROM public.version w
          WHERE ((w.publication_id = v.publication_id) AND (w.number > v.number))))))
  GROUP BY a.slug, a.name, a.gss_code, a.type, p.year;
CREATE TABLE public.reading_issue (
    id integer NOT NULL,
    reading_id integer NOT NULL,
    "position" integer NOT NULL,
    code text NOT NULL,
    severity text NOT NULL,
    message text NOT NULL,
    measure text,
    CONSTRAINT ck_reading_issue_severity CHECK ((severity = ANY (ARRAY['error'::text, 'warning'::text, 'info'::text])))
);
CREATE TABLE public.run_issue (
    id integer NOT NULL,
    run_id integer NOT NULL,
    authority_slug text,
    year integer,
    url text,
    code text NOT NULL,
    severity text NOT NULL,
    message text NOT NULL,
    CONSTRAINT ck_run_issue_severity CHECK ((severity = ANY (ARRAY['error'::text, 'warning'::text, 'info'::text])))
);
CREATE VIEW public.issues AS
 SELECT a.slug AS authority_slug,
    p.year,
    p.source,
    i.code,
    i.severity,
    i.measure,
    i.message
   FROM (((public.reading_issue i
     JOIN public.version v ON ((v.reading_id = i.reading_id)))
     JOIN public.publication p ON ((p.id = v.publication_id)))
     JOIN public.authority a ON ((a.id = p.authority_id)))
  WHERE (NOT (EXISTS ( SELECT 1
           FROM public.version w
          WHERE ((w.publication_id = v.publication_id) AND (w.number > v.number)))))
UNION ALL
 SELECT i.authority_slug,
    i.year,
        CASE
            WHEN (i.url IS NULL) THEN NULL::text
            WHEN (i.code = ANY (ARRAY['page_unread'::text, 'two_pages'::text])) THEN 'statistics_page'::text
            ELSE 'letter'::text
        END AS source,
    i.code,
    i.severity,
    NULL::text AS measure,
    i.message
   FROM (public.run_issue i
     JOIN public.run r ON ((r.id = i.run_id)))
  WHERE ((r.state = 'published'::text) AND (NOT (EXISTS ( SELECT 1
           FROM public.run later
          WHERE ((later.state = 'published'::text) AND (later.id > i.run_id) AND
                CASE
                    WHEN ((r.trigger = 'reread'::text) OR (later.trigger = 'reread'::text)) THEN (r.trigger = later.trigger)
                    ELSE ((later.scope_years IS NULL) AND ((later.scope_authorities IS NULL) OR (EXISTS ( SELECT 1
                       FROM public.page_read s
                      WHERE ((s.run_id = later.id) AND (s.slug = i.authority_slug))))))
                END)))))
UNION ALL
 SELECT a.slug AS authority_slug,
    p.year,
    'letter'::text AS source,
    'average_differs'::text AS code,
    'warning'::text AS severity,
    f.measure,
    'The letter prints an average that most letters of its type and year do not print'::text AS message
   FROM ((((( SELECT a_1.type,
            p_1.year,
            f_1.measure,
            f_1.value,
            count(*) AS same,
            sum(count(*)) OVER (PARTITION BY a_1.type, p_1.year, f_1.measure) AS together
           FROM (((public.figure f_1
             JOIN public.version v_1 ON ((v_1.reading_id = f_1.reading_id)))
             JOIN public.publication p_1 ON ((p_1.id = v_1.publication_id)))
             JOIN public.authority a_1 ON ((a_1.id = p_1.authority_id)))
          WHERE ((f_1.measure = ANY (ARRAY['uphold_rate_average'::text, 'compliance_rate_average'::text, 'satisfactory_remedy_rate_average'::text, 'upheld_per_100k_average'::text])) AND (f_1.value IS NOT NULL) AND (p_1.source = 'letter'::text) AND (a_1.type IS NOT NULL) AND (NOT (EXISTS ( SELECT 1
                   FROM public.version w
                  WHERE ((w.publication_id = v_1.publication_id) AND (w.number > v_1.number))))))
          GROUP BY a_1.type, p_1.year, f_1.measure, f_1.value) n
     JOIN public.authority a ON ((a.type = n.type)))
     JOIN public.publication p ON (((p.authority_id = a.id) AND (p.year = n.year) AND (p.source = 'letter'::text))))
     JOIN public.version v ON ((v.publication_id = p.id)))
     JOIN public.figure f ON (((f.reading_id = v.reading_id) AND (f.measure = n.measure) AND (f.value = n.value))))
  WHERE ((((n.same * 2))::numeric <= n.together) AND (NOT (EXISTS ( SELECT 1
           FROM public.version w
          WHERE ((w.publication_id = v.publication_id) AND (w.number > v.number))))));
CREATE VIEW public.letters AS
 SELECT a.slug AS authority_slug,
    a.name AS authority_name,
    a.gss_code,
    a.type AS authority_type,
    a.region,
    p.year,
    r.title,
    r.letter_date,
    p.url,
    v.number AS version,
    r.status,
    r.layout,
    v.document_sha256,
    ( SELECT f.published_at
           FROM public.version f
          WHERE ((f.publication_id = p.id) AND (f.number = 1))) AS first_published_at,
    ( SELECT max((c.at)::text) AS max
           FROM public.change c
          WHERE (c.publication_id = p.id)) AS last_changed_at,
    p.last_seen_at,
        CASE
            WHEN (p.withdrawn_at IS NULL) THEN 0
            ELSE 1
        END AS withdrawn
   FROM (((public.publication p
     JOIN public.authority a ON ((a.id = p.authority_id)))
     JOIN public.version v ON ((v.publication_id = p.id)))
     JOIN public.reading r ON ((r.id = v.reading_id)))
  WHERE ((p.source = 'letter'::text) AND (NOT (EXISTS ( SELECT 1
           FROM public.version w
          WHERE ((w.publication_id = v.publication_id) AND (w.number > v.number))))));
CREATE TABLE public.listing (
    id integer NOT NULL,
    run_id integer NOT NULL,
    authority_id integer NOT NULL,
    capture_id integer NOT NULL,
    url text NOT NULL,
    text text NOT NULL,
    year integer
);
CREATE SEQUENCE public.listing_id_seq
    AS integer
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;
ALTER SEQUENCE public.listing_id_seq OWNED BY public.listing.id;
CREATE SEQUENCE public.page_read_id_seq
    AS integer
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;
ALTER SEQUENCE public.page_read_id_seq OWNED BY public.page_read.id;
CREATE SEQUENCE public.publication_id_seq
    AS integer
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;
ALTER SEQUENCE public.publication_id_seq OWNED BY public.publication.id;
CREATE SEQUENCE public.reading_id_seq
    AS integer
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;
ALTER SEQUENCE public.reading_id_seq OWNED BY public.reading.id;
CREATE SEQUENCE public.reading_issue_id_seq
    AS integer
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;
ALTER SEQUENCE public.reading_issue_id_seq OWNED BY public.reading_issue.id;
CREATE SEQUENCE public.run_id_seq
    AS integer
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;
ALTER SEQUENCE public.run_id_seq OWNED BY public.run.id;
CREATE SEQUENCE public.run_issue_id_seq
    AS integer
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;
ALTER SEQUENCE public.run_issue_id_seq OWNED BY public.run_issue.id;
CREATE VIEW public.runs AS
 SELECT id AS run_id,
    trigger,
    state,
    started_at,
    finished_at,
    reasons,
    answers,
    diagnoses,
    retries,
    pages,
    letters,
    captures,
    not_modified,
    bytes_received,
    authorities,
    published,
    revised,
    reworded,
    restamped,
    moved,
    withdrawn,
    restored,
    unread
   FROM public.run r;
CREATE SEQUENCE public.shown_id_seq
    AS integer
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;
ALTER SEQUENCE public.shown_id_seq OWNED BY public.shown.id;
CREATE SEQUENCE public.version_id_seq
    AS integer
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;
ALTER SEQUENCE public.version_id_seq OWNED BY public.version.id;
CREATE VIEW public.versions AS
 SELECT a.slug AS authority_slug,
    p.year,
    p.source,
    v.number AS version,
    v.run_id,
    v.captured_at,
    c.url,
    v.document_sha256,
    r.text_sha256,
    r.figures_sha256
   FROM ((((public.version v
     JOIN public.publication p ON ((p.id = v.publication_id)))
     JOIN public.authority a ON ((a.id = p.authority_id)))
     JOIN public.capture c ON ((c.id = v.capture_id)))
     JOIN public.reading r ON ((r.id = v.reading_id)));
ALTER TABLE ONLY public.authority ALTER COLUMN id SET DEFAULT nextval('public.authority_id_seq'::regclass);
ALTER TABLE ONLY public.authority_alias ALTER COLUMN id SET DEFAULT nextval('public.authority_alias_id_seq'::regclass);
ALTER TABLE ONLY public.call ALTER COLUMN id SET DEFAULT nextval('public.call_id_seq'::regclass);
ALTER TABLE ONLY public.capture ALTER COLUMN id SET DEFAULT nextval('public.capture_id_seq'::regclass);
ALTER TABLE ONLY public.change ALTER COLUMN id SET DEFAULT nextval('public.change_id_seq'::regclass);
ALTER TABLE ONLY public.figure ALTER COLUMN id SET DEFAULT nextval('public.figure_id_seq'::regclass);
ALTER TABLE ONLY public.listing ALTER COLUMN id SET DEFAULT nextval('public.listing_id_seq'::regclass);
ALTER TABLE ONLY public.page_read ALTER COLUMN id SET DEFAULT nextval('public.page_read_id_seq'::regclass);
ALTER TABLE ONLY public.publication ALTER COLUMN id SET DEFAULT nextval('public.publication_id_seq'::regclass);
ALTER TABLE ONLY public.reading ALTER COLUMN id SET DEFAULT nextval('public.reading_id_seq'::regclass);
ALTER TABLE ONLY public.reading_issue ALTER COLUMN id SET DEFAULT nextval('public.reading_issue_id_seq'::regclass);
ALTER TABLE ONLY public.run ALTER COLUMN id SET DEFAULT nextval('public.run_id_seq'::regclass);
ALTER TABLE ONLY public.run_issue ALTER COLUMN id SET DEFAULT nextval('public.run_issue_id_seq'::regclass);
ALTER TABLE ONLY public.shown ALTER COLUMN id SET DEFAULT nextval('public.shown_id_seq'::regclass);
ALTER TABLE ONLY public.version ALTER COLUMN id SET DEFAULT nextval('public.version_id_seq'::regclass);
INSERT INTO public.alembic_version VALUES ('0001');
INSERT INTO public.authority VALUES (1, 'blaby-district-council', 'blaby-district-council', 'Blaby District Council', 'BLA', 'E07000129', 'Non-metropolitan district', 'East Midlands', NULL, NULL);
INSERT INTO public.authority VALUES (2, 'redditch-borough-council', 'redditch-borough-council', 'Redditch Borough Council', 'RED', 'E07000236', 'Non-metropolitan district', 'West Midlands', NULL, NULL);
INSERT INTO public.authority VALUES (3, 'adur-district-council', 'adur-district-council', 'Adur District Council', 'ADU', 'E07000223', 'Non-metropolitan district', 'South East', NULL, NULL);
INSERT INTO public.authority VALUES (4, 'allerdale-borough-council', 'allerdale-borough-council', 'Allerdale Borough Council', 'ALL', 'E07000026', 'Non-metropolitan district', 'North West', NULL, '2023-04-01');
INSERT INTO public.authority VALUES (5, 'cumberland-council', 'cumberland-council', 'Cumberland Council', 'CBD', 'E06000063', 'Unitary authority', 'North West', '2023-04-01', NULL);
INSERT INTO public.authority_alias VALUES (1, 1, 'slug', 'blaby-district-council');
INSERT INTO public.authority_alias VALUES (2, 1, 'name', 'Blaby District Council');
INSERT INTO public.authority_alias VALUES (3, 2, 'slug', 'redditch-borough-council');
INSERT INTO public.authority_alias VALUES (4, 2, 'name', 'Redditch Borough Council');
INSERT INTO public.authority_alias VALUES (5, 3, 'slug', 'adur-district-council');
INSERT INTO public.authority_alias VALUES (6, 3, 'name', 'Adur District Council');
INSERT INTO public.authority_alias VALUES (7, 4, 'slug', 'allerdale-borough-council');
INSERT INTO public.authority_alias VALUES (8, 4, 'name', 'Allerdale Borough Council');
INSERT INTO public.authority_alias VALUES (9, 5, 'slug', 'cumberland-council');
INSERT INTO public.authority_alias VALUES (10, 5, 'name', 'Cumberland Council');
INSERT INTO public.authority_succession VALUES (4, 5);
INSERT INTO public.call VALUES (1, 1, 'published', 'changes', '2024-08-01T09:00:00.000000Z', 0, NULL);
INSERT INTO public.capture VALUES (1, 1, 'http://127.0.0.1/your-councils-performance/blaby-district-council/statistics', 'authority_page', '2024-08-01T09:00:00.000000Z', 200, '{"content-type": "application/pdf; charset=binary"}', 'cae428ec5cf3ec7b160740a26686241be054bb09d5d526f04a794f08799b2509', 'cae428ec5cf3ec7b160740a26686241be054bb09d5d526f04a794f08799b2509', NULL, 40, NULL, NULL);
INSERT INTO public.capture VALUES (2, 1, 'http://127.0.0.1/your-councils-performance/documents/blaby-district-council/2016.pdf', 'letter', '2024-08-01T09:00:00.000000Z', 200, '{"content-type": "application/pdf; charset=binary"}', '816b5384dfdfb4884ed870a0f5aa24a89d97f0fc77fcf83e5f0ef6eb1d706f4f', '816b5384dfdfb4884ed870a0f5aa24a89d97f0fc77fcf83e5f0ef6eb1d706f4f', NULL, 498, NULL, NULL);
INSERT INTO public.capture VALUES (3, 1, 'http://127.0.0.1/your-councils-performance/documents/blaby-district-council/2020.pdf', 'letter', '2024-08-01T09:00:00.000000Z', 200, '{"content-type": "application/pdf; charset=binary"}', '91578b1ac5dfe014413d2f80ab6ff687df8f5f3b28cb0300928be89fdf3f9103', '91578b1ac5dfe014413d2f80ab6ff687df8f5f3b28cb0300928be89fdf3f9103', NULL, 341, NULL, NULL);
INSERT INTO public.capture VALUES (4, 1, 'http://127.0.0.1/your-councils-performance/redditch-borough-council/statistics', 'authority_page', '2024-08-01T09:00:00.000000Z', 200, '{"content-type": "application/pdf; charset=binary"}', 'fdc6940f99cc0555d33047687785e9780730ff0a0751fb2b50309b2b7a1a238e', 'fdc6940f99cc0555d33047687785e9780730ff0a0751fb2b50309b2b7a1a238e', NULL, 42, NULL, NULL);
INSERT INTO public.capture VALUES (5, 1, 'http://127.0.0.1/your-councils-performance/documents/redditch-borough-council/2016.pdf', 'letter', '2024-08-01T09:00:00.000000Z', 200, '{"content-type": "application/pdf; charset=binary"}', 'be4e9933c7825430ca07155d397f5faba1171b9b09306cc0c0f7f2bddee508c9', 'be4e9933c7825430ca07155d397f5faba1171b9b09306cc0c0f7f2bddee508c9', NULL, 498, NULL, NULL);
INSERT INTO public.capture VALUES (6, 1, 'http://127.0.0.1/your-councils-performance/documents/redditch-borough-council/2020.pdf', 'letter', '2024-08-01T09:00:00.000000Z', 200, '{"content-type": "application/pdf; charset=binary"}', '50a995a86af3173b0b719cb19465d600db660861f7c8add32d2cad1a44320426', '50a995a86af3173b0b719cb19465d600db660861f7c8add32d2cad1a44320426', NULL, 342, NULL, NULL);
INSERT INTO public.capture VALUES (7, 1, 'http://127.0.0.1/your-councils-performance/documents/redditch-borough-council/2021.pdf', 'letter', '2024-08-01T09:00:00.000000Z', 200, '{"content-type": "application/pdf; charset=binary"}', '503f2e5e9c1071de25fe8db43a794f0dfbb7a71c1dea12bf48183ac632bf8702', '503f2e5e9c1071de25fe8db43a794f0dfbb7a71c1dea12bf48183ac632bf8702', NULL, 204, NULL, NULL);
INSERT INTO public.capture VALUES (8, 1, 'http://127.0.0.1/your-councils-performance/adur-district-council/statistics', 'authority_page', '2024-08-01T09:00:00.000000Z', 200, '{"content-type": "application/pdf; charset=binary"}', 'fadb655b55263b35da0951b45c6d3a19e43fba8a51bd8661259adb4cc1a83859', 'fadb655b55263b35da0951b45c6d3a19e43fba8a51bd8661259adb4cc1a83859', '9bc8be258ea851c481b28660179e18eaa9677d23813e93383462561383f89ec5', 360, NULL, NULL);
INSERT INTO public.capture VALUES (9, 1, 'http://127.0.0.1/your-councils-performance/documents/adur-district-council/2020.pdf', 'letter', '2024-08-01T09:00:00.000000Z', 200, '{"content-type": "application/pdf; charset=binary"}', '102dbf26a2d217a50ff803e36c4ca55e12a8ad479e540ea76064e88db3776a9b', '102dbf26a2d217a50ff803e36c4ca55e12a8ad479e540ea76064e88db3776a9b', NULL, 340, NULL, NULL);
INSERT INTO public.capture VALUES (10, 1, 'http://127.0.0.1/your-councils-performance/allerdale-borough-council/statistics', 'authority_page', '2024-08-01T09:00:00.000000Z', 200, '{"content-type": "application/pdf; charset=binary"}', 'f20f4f915b6a3d2c13b5ec497a0068d882317ebdf54a729265c1b468dfd30875', 'f20f4f915b6a3d2c13b5ec497a0068d882317ebdf54a729265c1b468dfd30875', NULL, 43, NULL, NULL);
INSERT INTO public.capture VALUES (11, 1, 'http://127.0.0.1/your-councils-performance/documents/allerdale-borough-council/2020.pdf', 'letter', '2024-08-01T09:00:00.000000Z', 200, '{"content-type": "application/pdf; charset=binary"}', '15b5468a21cee91ae5b40bbd536f35ddf2d78fdcadcc19f9439ff58868ffbc3f', '15b5468a21cee91ae5b40bbd536f35ddf2d78fdcadcc19f9439ff58868ffbc3f', NULL, 341, NULL, NULL);
INSERT INTO public.capture VALUES (12, 2, 'http://127.0.0.1/your-councils-performance/blaby-district-council/statistics', 'authority_page', '2024-08-01T10:00:00.000000Z', 200, '{"content-type": "application/pdf; charset=binary"}', 'cae428ec5cf3ec7b160740a26686241be054bb09d5d526f04a794f08799b2509', 'cae428ec5cf3ec7b160740a26686241be054bb09d5d526f04a794f08799b2509', NULL, 40, NULL, NULL);
INSERT INTO public.capture VALUES (13, 2, 'http://127.0.0.1/your-councils-performance/documents/blaby-district-council/2016.pdf', 'letter', '2024-08-01T10:00:00.000000Z', 200, '{"content-type": "application/pdf; charset=binary"}', '816b5384dfdfb4884ed870a0f5aa24a89d97f0fc77fcf83e5f0ef6eb1d706f4f', '816b5384dfdfb4884ed870a0f5aa24a89d97f0fc77fcf83e5f0ef6eb1d706f4f', NULL, 498, NULL, NULL);
INSERT INTO public.capture VALUES (14, 2, 'http://127.0.0.1/your-councils-performance/documents/blaby-district-council/2020.pdf', 'letter', '2024-08-01T10:00:00.000000Z', 200, '{"content-type": "application/pdf; charset=binary"}', '57600454388662c92554ca6184484f489c3f9c5b648c0f28a98ddb451d1373be', '57600454388662c92554ca6184484f489c3f9c5b648c0f28a98ddb451d1373be', NULL, 341, NULL, NULL);
INSERT INTO public.capture VALUES (15, 2, 'http://127.0.0.1/your-councils-performance/redditch-borough-council/statistics', 'authority_page', '2024-08-01T10:00:00.000000Z', 200, '{"content-type": "application/pdf; charset=binary"}', 'fdc6940f99cc0555d33047687785e9780730ff0a0751fb2b50309b2b7a1a238e', 'fdc6940f99cc0555d33047687785e9780730ff0a0751fb2b50309b2b7a1a238e', NULL, 42, NULL, NULL);
INSERT INTO public.capture VALUES (16, 2, 'http://127.0.0.1/your-councils-performance/documents/redditch-borough-council/2020.pdf', 'letter', '2024-08-01T10:00:00.000000Z', 200, '{"content-type": "application/pdf; charset=binary"}', '50a995a86af3173b0b719cb19465d600db660861f7c8add32d2cad1a44320426', '50a995a86af3173b0b719cb19465d600db660861f7c8add32d2cad1a44320426', NULL, 342, NULL, NULL);
INSERT INTO public.capture VALUES (17, 2, 'http://127.0.0.1/your-councils-performance/documents/redditch-borough-council/2021.pdf', 'letter', '2024-08-01T10:00:00.000000Z', 200, '{"content-type": "application/pdf; charset=binary"}', '503f2e5e9c1071de25fe8db43a794f0dfbb7a71c1dea12bf48183ac632bf8702', '503f2e5e9c1071de25fe8db43a794f0dfbb7a71c1dea12bf48183ac632bf8702', NULL, 204, NULL, NULL);
INSERT INTO public.capture VALUES (18, 2, 'http://127.0.0.1/your-councils-performance/adur-district-council/statistics', 'authority_page', '2024-08-01T10:00:00.000000Z', 200, '{"content-type": "application/pdf; charset=binary"}', 'fadb655b55263b35da0951b45c6d3a19e43fba8a51bd8661259adb4cc1a83859', 'fadb655b55263b35da0951b45c6d3a19e43fba8a51bd8661259adb4cc1a83859', '9bc8be258ea851c481b28660179e18eaa9677d23813e93383462561383f89ec5', 360, NULL, NULL);
INSERT INTO public.capture VALUES (19, 2, 'http://127.0.0.1/your-councils-performance/documents/adur-district-council/2020.pdf', 'letter', '2024-08-01T10:00:00.000000Z', 200, '{"content-type": "application/pdf; charset=binary"}', '102dbf26a2d217a50ff803e36c4ca55e12a8ad479e540ea76064e88db3776a9b', '102dbf26a2d217a50ff803e36c4ca55e12a8ad479e540ea76064e88db3776a9b', NULL, 340, NULL, NULL);
INSERT INTO public.capture VALUES (20, 2, 'http://127.0.0.1/your-councils-performance/allerdale-borough-council/statistics', 'authority_page', '2024-08-01T10:00:00.000000Z', 200, '{"content-type": "application/pdf; charset=binary"}', 'f20f4f915b6a3d2c13b5ec497a0068d882317ebdf54a729265c1b468dfd30875', 'f20f4f915b6a3d2c13b5ec497a0068d882317ebdf54a729265c1b468dfd30875', NULL, 43, NULL, NULL);
INSERT INTO public.capture VALUES (21, 2, 'http://127.0.0.1/your-councils-performance/documents/allerdale-borough-council/2020.pdf', 'letter', '2024-08-01T10:00:00.000000Z', 200, '{"content-type": "application/pdf; charset=binary"}', '15b5468a21cee91ae5b40bbd536f35ddf2d78fdcadcc19f9439ff58868ffbc3f', '15b5468a21cee91ae5b40bbd536f35ddf2d78fdcadcc19f9439ff58868ffbc3f', NULL, 341, NULL, NULL);
INSERT INTO public.capture VALUES (22, 2, 'http://127.0.0.1/your-councils-performance/cumberland-council/statistics', 'authority_page', '2024-08-01T10:00:00.000000Z', 200, '{"content-type": "application/pdf; charset=binary"}', 'e7d1fca8007ec8cf5f29d81522d7c44efc4c974b61ff29e77d13ac6eb12d3386', 'e7d1fca8007ec8cf5f29d81522d7c44efc4c974b61ff29e77d13ac6eb12d3386', NULL, 36, NULL, NULL);
INSERT INTO public.capture VALUES (23, 2, 'http://127.0.0.1/your-councils-performance/documents/cumberland-council/2024.pdf', 'letter', '2024-08-01T10:00:00.000000Z', 200, '{"content-type": "application/pdf; charset=binary"}', '521c33685f7bbc15e38b7fe401220c8e9423d74b9057d8c2a6b3977cea8af85b', '521c33685f7bbc15e38b7fe401220c8e9423d74b9057d8c2a6b3977cea8af85b', NULL, 341, NULL, NULL);
INSERT INTO public.change VALUES (1, 1, '2024-08-01T09:00:00.000000Z', 1, 1, 1, 'published', NULL, NULL, NULL, NULL, NULL, 'source');
INSERT INTO public.change VALUES (2, 1, '2024-08-01T09:00:00.000000Z', 1, 2, 2, 'published', NULL, NULL, NULL, NULL, NULL, 'source');
INSERT INTO public.change VALUES (3, 1, '2024-08-01T09:00:00.000000Z', 2, 3, 3, 'published', NULL, NULL, NULL, NULL, NULL, 'source');
INSERT INTO public.change VALUES (4, 1, '2024-08-01T09:00:00.000000Z', 2, 4, 4, 'published', NULL, NULL, NULL, NULL, NULL, 'source');
INSERT INTO public.change VALUES (5, 1, '2024-08-01T09:00:00.000000Z', 2, 5, 5, 'published', NULL, NULL, NULL, NULL, NULL, 'source');
INSERT INTO public.change VALUES (6, 1, '2024-08-01T09:00:00.000000Z', 3, 6, 6, 'published', NULL, NULL, NULL, NULL, NULL, 'source');
INSERT INTO public.change VALUES (7, 1, '2024-08-01T09:00:00.000000Z', 4, 7, 7, 'published', NULL, NULL, NULL, NULL, NULL, 'source');
INSERT INTO public.change VALUES (8, 1, '2024-08-01T09:00:00.000000Z', 3, 8, 8, 'published', NULL, NULL, NULL, NULL, NULL, 'source');
INSERT INTO public.change VALUES (9, 1, '2024-08-01T09:00:00.000000Z', 1, NULL, NULL, 'authority_added', NULL, NULL, NULL, NULL, NULL, 'source');
INSERT INTO public.change VALUES (10, 1, '2024-08-01T09:00:00.000000Z', 2, NULL, NULL, 'authority_added', NULL, NULL, NULL, NULL, NULL, 'source');
INSERT INTO public.change VALUES (11, 1, '2024-08-01T09:00:00.000000Z', 3, NULL, NULL, 'authority_added', NULL, NULL, NULL, NULL, NULL, 'source');
INSERT INTO public.change VALUES (12, 1, '2024-08-01T09:00:00.000000Z', 4, NULL, NULL, 'authority_added', NULL, NULL, NULL, NULL, NULL, 'source');
INSERT INTO public.change VALUES (13, 2, '2024-08-01T10:00:00.000000Z', 1, 2, 9, 'revised', 'value', 'upheld_decisions', NULL, '2', '3', 'source');
INSERT INTO public.change VALUES (14, 2, '2024-08-01T10:00:00.000000Z', 1, 2, 9, 'revised', 'value', 'uphold_rate', NULL, '40', '60', 'source');
INSERT INTO public.change VALUES (15, 2, '2024-08-01T10:00:00.000000Z', 5, 9, 10, 'published', NULL, NULL, NULL, NULL, NULL, 'source');
INSERT INTO public.change VALUES (16, 2, '2024-08-01T10:00:00.000000Z', 2, 3, NULL, 'withdrawn', NULL, NULL, NULL, NULL, NULL, 'source');
INSERT INTO public.change VALUES (17, 2, '2024-08-01T10:00:00.000000Z', 5, NULL, NULL, 'authority_added', NULL, NULL, NULL, NULL, NULL, 'source');
INSERT INTO public.change VALUES (18, 2, '2024-08-01T10:00:00.000000Z', 4, NULL, NULL, 'authority_merged', 'successor', NULL, NULL, NULL, 'cumberland-council', 'source');
INSERT INTO public.change VALUES (19, 3, '2024-08-01T11:00:00.000000Z', 1, 1, 1, 'revised', 'value', 'complaints_decided', 'total', '8', '9', 'reader');
INSERT INTO public.document VALUES ('cae428ec5cf3ec7b160740a26686241be054bb09d5d526f04a794f08799b2509', 40, 'application/pdf', '2024-08-01T09:00:00.000000Z');
INSERT INTO public.document VALUES ('816b5384dfdfb4884ed870a0f5aa24a89d97f0fc77fcf83e5f0ef6eb1d706f4f', 498, 'application/pdf', '2024-08-01T09:00:00.000000Z');
INSERT INTO public.document VALUES ('91578b1ac5dfe014413d2f80ab6ff687df8f5f3b28cb0300928be89fdf3f9103', 341, 'application/pdf', '2024-08-01T09:00:00.000000Z');
INSERT INTO public.document VALUES ('fdc6940f99cc0555d33047687785e9780730ff0a0751fb2b50309b2b7a1a238e', 42, 'application/pdf', '2024-08-01T09:00:00.000000Z');
INSERT INTO public.document VALUES ('be4e9933c7825430ca07155d397f5faba1171b9b09306cc0c0f7f2bddee508c9', 498, 'application/pdf', '2024-08-01T09:00:00.000000Z');
INSERT INTO public.document VALUES ('50a995a86af3173b0b719cb19465d600db660861f7c8add32d2cad1a44320426', 342, 'application/pdf', '2024-08-01T09:00:00.000000Z');
INSERT INTO public.document VALUES ('503f2e5e9c1071de25fe8db43a794f0dfbb7a71c1dea12bf48183ac632bf8702', 204, 'application/pdf', '2024-08-01T09:00:00.000000Z');
INSERT INTO public.document VALUES ('fadb655b55263b35da0951b45c6d3a19e43fba8a51bd8661259adb4cc1a83859', 360, 'application/pdf', '2024-08-01T09:00:00.000000Z');
INSERT INTO public.document VALUES ('102dbf26a2d217a50ff803e36c4ca55e12a8ad479e540ea76064e88db3776a9b', 340, 'application/pdf', '2024-08-01T09:00:00.000000Z');
INSERT INTO public.document VALUES ('f20f4f915b6a3d2c13b5ec497a0068d882317ebdf54a729265c1b468dfd30875', 43, 'application/pdf', '2024-08-01T09:00:00.000000Z');
INSERT INTO public.document VALUES ('15b5468a21cee91ae5b40bbd536f35ddf2d78fdcadcc19f9439ff58868ffbc3f', 341, 'application/pdf', '2024-08-01T09:00:00.000000Z');
INSERT INTO public.document VALUES ('57600454388662c92554ca6184484f489c3f9c5b648c0f28a98ddb451d1373be', 341, 'application/pdf', '2024-08-01T10:00:00.000000Z');
INSERT INTO public.document VALUES ('e7d1fca8007ec8cf5f29d81522d7c44efc4c974b61ff29e77d13ac6eb12d3386', 36, 'application/pdf', '2024-08-01T10:00:00.000000Z');
INSERT INTO public.document VALUES ('521c33685f7bbc15e38b7fe401220c8e9423d74b9057d8c2a6b3977cea8af85b', 341, 'application/pdf', '2024-08-01T10:00:00.000000Z');
INSERT INTO public.document_body VALUES ('cae428ec5cf3ec7b160740a26686241be054bb09d5d526f04a794f08799b2509', '\x3c68746d6c3e626c6162792d64697374726963742d636f756e63696c204e6f6e653c2f68746d6c3e');
INSERT INTO public.document_body VALUES ('816b5384dfdfb4884ed870a0f5aa24a89d97f0fc77fcf83e5f0ef6eb1d706f4f', '\x255044462d312e372046756c6c28796561723d323031362c20726174653d273430272c20776f7264733d27576520757068656c6420736f6d6520636f6d706c61696e74732e272c207374616d703d302c207374617475733d3c52656164696e675374617475732e434f4d504c4554453a2027636f6d706c657465273e2c207469746c653d27416e6e75616c20526576696577206c6574746572272c20636f6e74726164696374733d4e6f6e652c2061626f75743d274120436f756e63696c272c2076616c7565733d282827636f6d706c61696e74735f72656365697665642f686f7573696e67272c20273527292c202827636f6d706c61696e74735f72656365697665642f6164756c745f636172655f7365727669636573272c20273327292c202827636f6d706c61696e74735f72656365697665642f706c616e6e696e675f616e645f646576656c6f706d656e74272c20273227292c202827636f6d706c61696e74735f72656365697665642f746f74616c272c2027313027292c202827636f6d706c61696e74735f646563696465642f757068656c64272c20273227292c202827636f6d706c61696e74735f646563696465642f6e6f745f757068656c64272c20273227292c202827636f6d706c61696e74735f646563696465642f746f74616c272c20273827292929202525454f46');
INSERT INTO public.document_body VALUES ('91578b1ac5dfe014413d2f80ab6ff687df8f5f3b28cb0300928be89fdf3f9103', '\x255044462d312e372046756c6c28796561723d323032302c20726174653d273430272c20776f7264733d27576520757068656c6420736f6d6520636f6d706c61696e74732e272c207374616d703d302c207374617475733d3c52656164696e675374617475732e434f4d504c4554453a2027636f6d706c657465273e2c207469746c653d27416e6e75616c20526576696577206c6574746572272c20636f6e74726164696374733d4e6f6e652c2061626f75743d274120436f756e63696c272c2076616c7565733d2828277570686f6c645f72617465272c2027343027292c202827757068656c645f6465636973696f6e73272c20273227292c202827696e7665737469676174696f6e73272c20273527292c2028277570686f6c645f726174655f61766572616765272c2027353027292c202827636f6d706c69616e63655f72617465272c202731303027292929202525454f46');
INSERT INTO public.document_body VALUES ('fdc6940f99cc0555d33047687785e9780730ff0a0751fb2b50309b2b7a1a238e', '\x3c68746d6c3e72656464697463682d626f726f7567682d636f756e63696c204e6f6e653c2f68746d6c3e');
INSERT INTO public.document_body VALUES ('be4e9933c7825430ca07155d397f5faba1171b9b09306cc0c0f7f2bddee508c9', '\x255044462d312e372046756c6c28796561723d323031362c20726174653d273430272c20776f7264733d27576520757068656c6420736f6d6520636f6d706c61696e74732e272c207374616d703d312c207374617475733d3c52656164696e675374617475732e434f4d504c4554453a2027636f6d706c657465273e2c207469746c653d27416e6e75616c20526576696577206c6574746572272c20636f6e74726164696374733d4e6f6e652c2061626f75743d274120436f756e63696c272c2076616c7565733d282827636f6d706c61696e74735f72656365697665642f686f7573696e67272c20273527292c202827636f6d706c61696e74735f72656365697665642f6164756c745f636172655f7365727669636573272c20273327292c202827636f6d706c61696e74735f72656365697665642f706c616e6e696e675f616e645f646576656c6f706d656e74272c20273227292c202827636f6d706c61696e74735f72656365697665642f746f74616c272c2027313027292c202827636f6d706c61696e74735f646563696465642f757068656c64272c20273227292c202827636f6d706c61696e74735f646563696465642f6e6f745f757068656c64272c20273227292c202827636f6d706c61696e74735f646563696465642f746f74616c272c20273827292929202525454f46');
INSERT INTO public.document_body VALUES ('50a995a86af3173b0b719cb19465d600db660861f7c8add32d2cad1a44320426', '\x255044462d312e372046756c6c28796561723d323032302c20726174653d273430272c20776f7264733d27576520757068656c6420736f6d6520636f6d706c61696e74732e272c207374616d703d302c207374617475733d3c52656164696e675374617475732e434f4d504c4554453a2027636f6d706c657465273e2c207469746c653d27416e6e75616c20526576696577206c6574746572272c20636f6e74726164696374733d4e6f6e652c2061626f75743d274120436f756e63696c272c2076616c7565733d2828277570686f6c645f72617465272c2027353027292c202827757068656c645f6465636973696f6e73272c20273527292c202827696e7665737469676174696f6e73272c2027313027292c2028277570686f6c645f726174655f61766572616765272c2027353027292c202827636f6d706c69616e63655f72617465272c202731303027292929202525454f46');
INSERT INTO public.document_body VALUES ('503f2e5e9c1071de25fe8db43a794f0dfbb7a71c1dea12bf48183ac632bf8702', '\x255044462d312e37204c657474657228796561723d323032312c20726174653d273430272c20776f7264733d27576520757068656c6420736f6d6520636f6d706c61696e74732e272c207374616d703d302c207374617475733d3c52656164696e675374617475732e554e5245414441424c453a2027756e7265616461626c65273e2c207469746c653d27416e6e75616c20526576696577206c6574746572272c20636f6e74726164696374733d4e6f6e652c2061626f75743d274120436f756e63696c2729202525454f46');
INSERT INTO public.document_body VALUES ('fadb655b55263b35da0951b45c6d3a19e43fba8a51bd8661259adb4cc1a83859', '\x3c68746d6c3e616475722d64697374726963742d636f756e63696c2046756c6c28796561723d323032302c20726174653d273430272c20776f7264733d27576520757068656c6420736f6d6520636f6d706c61696e74732e272c207374616d703d302c207374617475733d3c52656164696e675374617475732e434f4d504c4554453a2027636f6d706c657465273e2c207469746c653d27416e6e75616c20526576696577206c6574746572272c20636f6e74726164696374733d4e6f6e652c2061626f75743d274120436f756e63696c272c2076616c7565733d2828277570686f6c645f72617465272c2027323527292c202827757068656c645f6465636973696f6e73272c20273127292c202827696e7665737469676174696f6e73272c20273427292c2028277570686f6c645f726174655f61766572616765272c2027363027292c202827636f6d706c69616e63655f72617465272c20273931272929293c2f68746d6c3e');
INSERT INTO public.document_body VALUES ('102dbf26a2d217a50ff803e36c4ca55e12a8ad479e540ea76064e88db3776a9b', '\x255044462d312e372046756c6c28796561723d323032302c20726174653d273430272c20776f7264733d27576520757068656c6420736f6d6520636f6d706c61696e74732e272c207374616d703d302c207374617475733d3c52656164696e675374617475732e434f4d504c4554453a2027636f6d706c657465273e2c207469746c653d27416e6e75616c20526576696577206c6574746572272c20636f6e74726164696374733d4e6f6e652c2061626f75743d274120436f756e63696c272c2076616c7565733d2828277570686f6c645f72617465272c2027323527292c202827757068656c645f6465636973696f6e73272c20273127292c202827696e7665737469676174696f6e73272c20273427292c2028277570686f6c645f726174655f61766572616765272c2027363027292c202827636f6d706c69616e63655f72617465272c2027393027292929202525454f46');
INSERT INTO public.document_body VALUES ('f20f4f915b6a3d2c13b5ec497a0068d882317ebdf54a729265c1b468dfd30875', '\x3c68746d6c3e616c6c657264616c652d626f726f7567682d636f756e63696c204e6f6e653c2f68746d6c3e');
INSERT INTO public.document_body VALUES ('15b5468a21cee91ae5b40bbd536f35ddf2d78fdcadcc19f9439ff58868ffbc3f', '\x255044462d312e372046756c6c28796561723d323032302c20726174653d273430272c20776f7264733d27576520757068656c6420736f6d6520636f6d706c61696e74732e272c207374616d703d302c207374617475733d3c52656164696e675374617475732e434f4d504c4554453a2027636f6d706c657465273e2c207469746c653d27416e6e75616c20526576696577206c6574746572272c20636f6e74726164696374733d4e6f6e652c2061626f75743d274120436f756e63696c272c2076616c7565733d2828277570686f6c645f72617465272c2027333327292c202827757068656c645f6465636973696f6e73272c20273127292c202827696e7665737469676174696f6e73272c20273327292c2028277570686f6c645f726174655f61766572616765272c2027353027292c202827636f6d706c69616e63655f72617465272c202731303027292929202525454f46');
INSERT INTO public.document_body VALUES ('57600454388662c92554ca6184484f489c3f9c5b648c0f28a98ddb451d1373be', '\x255044462d312e372046756c6c28796561723d323032302c20726174653d273430272c20776f7264733d27576520757068656c6420736f6d6520636f6d706c61696e74732e272c207374616d703d302c207374617475733d3c52656164696e675374617475732e434f4d504c4554453a2027636f6d706c657465273e2c207469746c653d27416e6e75616c20526576696577206c6574746572272c20636f6e74726164696374733d4e6f6e652c2061626f75743d274120436f756e63696c272c2076616c7565733d2828277570686f6c645f72617465272c2027363027292c202827757068656c645f6465636973696f6e73272c20273327292c202827696e7665737469676174696f6e73272c20273527292c2028277570686f6c645f726174655f61766572616765272c2027353027292c202827636f6d706c69616e63655f72617465272c202731303027292929202525454f46');
INSERT INTO public.document_body VALUES ('e7d1fca8007ec8cf5f29d81522d7c44efc4c974b61ff29e77d13ac6eb12d3386', '\x3c68746d6c3e63756d6265726c616e642d636f756e63696c204e6f6e653c2f68746d6c3e');
INSERT INTO public.document_body VALUES ('521c33685f7bbc15e38b7fe401220c8e9423d74b9057d8c2a6b3977cea8af85b', '\x255044462d312e372046756c6c28796561723d323032342c20726174653d273430272c20776f7264733d27576520757068656c6420736f6d6520636f6d706c61696e74732e272c207374616d703d302c207374617475733d3c52656164696e675374617475732e434f4d504c4554453a2027636f6d706c657465273e2c207469746c653d27416e6e75616c20526576696577206c6574746572272c20636f6e74726164696374733d4e6f6e652c2061626f75743d274120436f756e63696c272c2076616c7565733d2828277570686f6c645f72617465272c2027383027292c202827757068656c645f6465636973696f6e73272c20273427292c202827696e7665737469676174696f6e73272c20273527292c2028277570686f6c645f726174655f61766572616765272c2027353027292c202827636f6d706c69616e63655f72617465272c202731303027292929202525454f46');
INSERT INTO public.figure VALUES (1, 1, 0, 'complaints_received', 'housing', 5, 'count', 'printed', 2, NULL, NULL, NULL, NULL, 'complaints_received 5');
INSERT INTO public.figure VALUES (2, 1, 1, 'complaints_received', 'adult_care_services', 3, 'count', 'printed', 2, NULL, NULL, NULL, NULL, 'complaints_received 3');
INSERT INTO public.figure VALUES (3, 1, 2, 'complaints_received', 'planning_and_development', 2, 'count', 'printed', 2, NULL, NULL, NULL, NULL, 'complaints_received 2');
INSERT INTO public.figure VALUES (4, 1, 3, 'complaints_received', 'total', 10, 'count', 'printed', 2, NULL, NULL, NULL, NULL, 'complaints_received 10');
INSERT INTO public.figure VALUES (5, 1, 4, 'complaints_decided', 'upheld', 2, 'count', 'printed', 2, NULL, NULL, NULL, NULL, 'complaints_decided 2');
INSERT INTO public.figure VALUES (6, 1, 5, 'complaints_decided', 'not_upheld', 2, 'count', 'printed', 2, NULL, NULL, NULL, NULL, 'complaints_decided 2');
INSERT INTO public.figure VALUES (7, 1, 6, 'complaints_decided', 'total', 8, 'count', 'printed', 2, NULL, NULL, NULL, NULL, 'complaints_decided 8');
INSERT INTO public.figure VALUES (8, 2, 0, 'uphold_rate', NULL, 40, 'percent', 'printed', 2, NULL, NULL, NULL, NULL, 'uphold_rate 40');
INSERT INTO public.figure VALUES (9, 2, 1, 'upheld_decisions', NULL, 2, 'count', 'printed', 2, NULL, NULL, NULL, NULL, 'upheld_decisions 2');
INSERT INTO public.figure VALUES (10, 2, 2, 'investigations', NULL, 5, 'count', 'printed', 2, NULL, NULL, NULL, NULL, 'investigations 5');
INSERT INTO public.figure VALUES (11, 2, 3, 'uphold_rate_average', NULL, 50, 'percent', 'printed', 2, NULL, NULL, NULL, NULL, 'uphold_rate_average 50');
INSERT INTO public.figure VALUES (12, 2, 4, 'compliance_rate', NULL, 100, 'percent', 'printed', 2, NULL, NULL, NULL, NULL, 'compliance_rate 100');
INSERT INTO public.figure VALUES (13, 3, 0, 'complaints_received', 'housing', 5, 'count', 'printed', 2, NULL, NULL, NULL, NULL, 'complaints_received 5');
INSERT INTO public.figure VALUES (14, 3, 1, 'complaints_received', 'adult_care_services', 3, 'count', 'printed', 2, NULL, NULL, NULL, NULL, 'complaints_received 3');
INSERT INTO public.figure VALUES (15, 3, 2, 'complaints_received', 'planning_and_development', 2, 'count', 'printed', 2, NULL, NULL, NULL, NULL, 'complaints_received 2');
INSERT INTO public.figure VALUES (16, 3, 3, 'complaints_received', 'total', 10, 'count', 'printed', 2, NULL, NULL, NULL, NULL, 'complaints_received 10');
INSERT INTO public.figure VALUES (17, 3, 4, 'complaints_decided', 'upheld', 2, 'count', 'printed', 2, NULL, NULL, NULL, NULL, 'complaints_decided 2');
INSERT INTO public.figure VALUES (18, 3, 5, 'complaints_decided', 'not_upheld', 2, 'count', 'printed', 2, NULL, NULL, NULL, NULL, 'complaints_decided 2');
INSERT INTO public.figure VALUES (19, 3, 6, 'complaints_decided', 'total', 8, 'count', 'printed', 2, NULL, NULL, NULL, NULL, 'complaints_decided 8');
INSERT INTO public.figure VALUES (20, 4, 0, 'uphold_rate', NULL, 50, 'percent', 'printed', 2, NULL, NULL, NULL, NULL, 'uphold_rate 50');
INSERT INTO public.figure VALUES (21, 4, 1, 'upheld_decisions', NULL, 5, 'count', 'printed', 2, NULL, NULL, NULL, NULL, 'upheld_decisions 5');
INSERT INTO public.figure VALUES (22, 4, 2, 'investigations', NULL, 10, 'count', 'printed', 2, NULL, NULL, NULL, NULL, 'investigations 10');
INSERT INTO public.figure VALUES (23, 4, 3, 'uphold_rate_average', NULL, 50, 'percent', 'printed', 2, NULL, NULL, NULL, NULL, 'uphold_rate_average 50');
INSERT INTO public.figure VALUES (24, 4, 4, 'compliance_rate', NULL, 100, 'percent', 'printed', 2, NULL, NULL, NULL, NULL, 'compliance_rate 100');
INSERT INTO public.figure VALUES (25, 6, 0, 'uphold_rate', NULL, 25, 'percent', 'printed', 2, NULL, NULL, NULL, NULL, 'uphold_rate 25');
INSERT INTO public.figure VALUES (26, 6, 1, 'upheld_decisions', NULL, 1, 'count', 'printed', 2, NULL, NULL, NULL, NULL, 'upheld_decisions 1');
INSERT INTO public.figure VALUES (27, 6, 2, 'investigations', NULL, 4, 'count', 'printed', 2, NULL, NULL, NULL, NULL, 'investigations 4');
INSERT INTO public.figure VALUES (28, 6, 3, 'uphold_rate_average', NULL, 60, 'percent', 'printed', 2, NULL, NULL, NULL, NULL, 'uphold_rate_average 60');
INSERT INTO public.figure VALUES (29, 6, 4, 'compliance_rate', NULL, 91, 'percent', 'printed', 2, NULL, NULL, NULL, NULL, 'compliance_rate 91');
INSERT INTO public.figure VALUES (30, 7, 0, 'uphold_rate', NULL, 25, 'percent', 'printed', 2, NULL, NULL, NULL, NULL, 'uphold_rate 25');
INSERT INTO public.figure VALUES (31, 7, 1, 'upheld_decisions', NULL, 1, 'count', 'printed', 2, NULL, NULL, NULL, NULL, 'upheld_decisions 1');
INSERT INTO public.figure VALUES (32, 7, 2, 'investigations', NULL, 4, 'count', 'printed', 2, NULL, NULL, NULL, NULL, 'investigations 4');
INSERT INTO public.figure VALUES (33, 7, 3, 'uphold_rate_average', NULL, 60, 'percent', 'printed', 2, NULL, NULL, NULL, NULL, 'uphold_rate_average 60');
INSERT INTO public.figure VALUES (34, 7, 4, 'compliance_rate', NULL, 90, 'percent', 'printed', 2, NULL, NULL, NULL, NULL, 'compliance_rate 90');
INSERT INTO public.figure VALUES (35, 8, 0, 'uphold_rate', NULL, 33, 'percent', 'printed', 2, NULL, NULL, NULL, NULL, 'uphold_rate 33');
INSERT INTO public.figure VALUES (36, 8, 1, 'upheld_decisions', NULL, 1, 'count', 'printed', 2, NULL, NULL, NULL, NULL, 'upheld_decisions 1');
INSERT INTO public.figure VALUES (37, 8, 2, 'investigations', NULL, 3, 'count', 'printed', 2, NULL, NULL, NULL, NULL, 'investigations 3');
INSERT INTO public.figure VALUES (38, 8, 3, 'uphold_rate_average', NULL, 50, 'percent', 'printed', 2, NULL, NULL, NULL, NULL, 'uphold_rate_average 50');
INSERT INTO public.figure VALUES (39, 8, 4, 'compliance_rate', NULL, 100, 'percent', 'printed', 2, NULL, NULL, NULL, NULL, 'compliance_rate 100');
INSERT INTO public.figure VALUES (40, 9, 0, 'uphold_rate', NULL, 60, 'percent', 'printed', 2, NULL, NULL, NULL, NULL, 'uphold_rate 60');
INSERT INTO public.figure VALUES (41, 9, 1, 'upheld_decisions', NULL, 3, 'count', 'printed', 2, NULL, NULL, NULL, NULL, 'upheld_decisions 3');
INSERT INTO public.figure VALUES (42, 9, 2, 'investigations', NULL, 5, 'count', 'printed', 2, NULL, NULL, NULL, NULL, 'investigations 5');
INSERT INTO public.figure VALUES (43, 9, 3, 'uphold_rate_average', NULL, 50, 'percent', 'printed', 2, NULL, NULL, NULL, NULL, 'uphold_rate_average 50');
INSERT INTO public.figure VALUES (44, 9, 4, 'compliance_rate', NULL, 100, 'percent', 'printed', 2, NULL, NULL, NULL, NULL, 'compliance_rate 100');
INSERT INTO public.figure VALUES (45, 10, 0, 'uphold_rate', NULL, 80, 'percent', 'printed', 2, NULL, NULL, NULL, NULL, 'uphold_rate 80');
INSERT INTO public.figure VALUES (46, 10, 1, 'upheld_decisions', NULL, 4, 'count', 'printed', 2, NULL, NULL, NULL, NULL, 'upheld_decisions 4');
INSERT INTO public.figure VALUES (47, 10, 2, 'investigations', NULL, 5, 'count', 'printed', 2, NULL, NULL, NULL, NULL, 'investigations 5');
INSERT INTO public.figure VALUES (48, 10, 3, 'uphold_rate_average', NULL, 50, 'percent', 'printed', 2, NULL, NULL, NULL, NULL, 'uphold_rate_average 50');
INSERT INTO public.figure VALUES (49, 10, 4, 'compliance_rate', NULL, 100, 'percent', 'printed', 2, NULL, NULL, NULL, NULL, 'compliance_rate 100');
INSERT INTO public.figure VALUES (50, 11, 0, 'complaints_received', 'housing', 5, 'count', 'printed', 2, NULL, NULL, NULL, NULL, 'complaints_received 5');
INSERT INTO public.figure VALUES (51, 11, 1, 'complaints_received', 'adult_care_services', 3, 'count', 'printed', 2, NULL, NULL, NULL, NULL, 'complaints_received 3');
INSERT INTO public.figure VALUES (52, 11, 2, 'complaints_received', 'planning_and_development', 2, 'count', 'printed', 2, NULL, NULL, NULL, NULL, 'complaints_received 2');
INSERT INTO public.figure VALUES (53, 11, 3, 'complaints_received', 'total', 10, 'count', 'printed', 2, NULL, NULL, NULL, NULL, 'complaints_received 10');
INSERT INTO public.figure VALUES (54, 11, 4, 'complaints_decided', 'upheld', 2, 'count', 'printed', 2, NULL, NULL, NULL, NULL, 'complaints_decided 2');
INSERT INTO public.figure VALUES (55, 11, 5, 'complaints_decided', 'not_upheld', 2, 'count', 'printed', 2, NULL, NULL, NULL, NULL, 'complaints_decided 2');
INSERT INTO public.figure VALUES (56, 11, 6, 'complaints_decided', 'total', 9, 'count', 'printed', 2, NULL, NULL, NULL, NULL, 'complaints_decided 9');
INSERT INTO public.listing VALUES (1, 1, 1, 1, 'http://127.0.0.1/your-councils-performance/documents/blaby-district-council/2016.pdf', 'Letter 2016', 2016);
INSERT INTO public.listing VALUES (2, 1, 1, 1, 'http://127.0.0.1/your-councils-performance/documents/blaby-district-council/2020.pdf', 'Letter 2020', 2020);
INSERT INTO public.listing VALUES (3, 1, 2, 4, 'http://127.0.0.1/your-councils-performance/documents/redditch-borough-council/2016.pdf', 'Letter 2016', 2016);
INSERT INTO public.listing VALUES (4, 1, 2, 4, 'http://127.0.0.1/your-councils-performance/documents/redditch-borough-council/2020.pdf', 'Letter 2020', 2020);
INSERT INTO public.listing VALUES (5, 1, 2, 4, 'http://127.0.0.1/your-councils-performance/documents/redditch-borough-council/2021.pdf', 'Letter 2021', 2021);
INSERT INTO public.listing VALUES (6, 1, 3, 8, 'http://127.0.0.1/your-councils-performance/documents/adur-district-council/2020.pdf', 'Letter 2020', 2020);
INSERT INTO public.listing VALUES (7, 1, 4, 10, 'http://127.0.0.1/your-councils-performance/documents/allerdale-borough-council/2020.pdf', 'Letter 2020', 2020);
INSERT INTO public.listing VALUES (8, 2, 1, 12, 'http://127.0.0.1/your-councils-performance/documents/blaby-district-council/2016.pdf', 'Letter 2016', 2016);
INSERT INTO public.listing VALUES (9, 2, 1, 12, 'http://127.0.0.1/your-councils-performance/documents/blaby-district-council/2020.pdf', 'Letter 2020', 2020);
INSERT INTO public.listing VALUES (10, 2, 2, 15, 'http://127.0.0.1/your-councils-performance/documents/redditch-borough-council/2020.pdf', 'Letter 2020', 2020);
INSERT INTO public.listing VALUES (11, 2, 2, 15, 'http://127.0.0.1/your-councils-performance/documents/redditch-borough-council/2021.pdf', 'Letter 2021', 2021);
INSERT INTO public.listing VALUES (12, 2, 3, 18, 'http://127.0.0.1/your-councils-performance/documents/adur-district-council/2020.pdf', 'Letter 2020', 2020);
INSERT INTO public.listing VALUES (13, 2, 4, 20, 'http://127.0.0.1/your-councils-performance/documents/allerdale-borough-council/2020.pdf', 'Letter 2020', 2020);
INSERT INTO public.listing VALUES (14, 2, 5, 22, 'http://127.0.0.1/your-councils-performance/documents/cumberland-council/2024.pdf', 'Letter 2024', 2024);
INSERT INTO public.page_read VALUES (1, 1, 1, 1, 'http://127.0.0.1/your-councils-performance/blaby-district-council/statistics', 'blaby-district-council', 'blaby-district-council', 'Blaby District Council', '[]');
INSERT INTO public.page_read VALUES (2, 1, 2, 4, 'http://127.0.0.1/your-councils-performance/redditch-borough-council/statistics', 'redditch-borough-council', 'redditch-borough-council', 'Redditch Borough Council', '[]');
INSERT INTO public.page_read VALUES (3, 1, 3, 8, 'http://127.0.0.1/your-councils-performance/adur-district-council/statistics', 'adur-district-council', 'adur-district-council', 'Adur District Council', '[]');
INSERT INTO public.page_read VALUES (4, 1, 4, 10, 'http://127.0.0.1/your-councils-performance/allerdale-borough-council/statistics', 'allerdale-borough-council', 'allerdale-borough-council', 'Allerdale Borough Council', '[]');
INSERT INTO public.page_read VALUES (5, 2, 1, 12, 'http://127.0.0.1/your-councils-performance/blaby-district-council/statistics', 'blaby-district-council', 'blaby-district-council', 'Blaby District Council', '[]');
INSERT INTO public.page_read VALUES (6, 2, 2, 15, 'http://127.0.0.1/your-councils-performance/redditch-borough-council/statistics', 'redditch-borough-council', 'redditch-borough-council', 'Redditch Borough Council', '[]');
INSERT INTO public.page_read VALUES (7, 2, 3, 18, 'http://127.0.0.1/your-councils-performance/adur-district-council/statistics', 'adur-district-council', 'adur-district-council', 'Adur District Council', '[]');
INSERT INTO public.page_read VALUES (8, 2, 4, 20, 'http://127.0.0.1/your-councils-performance/allerdale-borough-council/statistics', 'allerdale-borough-council', 'allerdale-borough-council', 'Allerdale Borough Council', '[]');
INSERT INTO public.page_read VALUES (9, 2, 5, 22, 'http://127.0.0.1/your-councils-performance/cumberland-council/statistics', 'cumberland-council', 'cumberland-council', 'Cumberland Council', '[]');
INSERT INTO public.publication VALUES (1, 1, 2016, 'letter', 'http://127.0.0.1/your-councils-performance/documents/blaby-district-council/2016.pdf', NULL, '2024-08-01T10:00:00.000000Z');
INSERT INTO public.publication VALUES (2, 1, 2020, 'letter', 'http://127.0.0.1/your-councils-performance/documents/blaby-district-council/2020.pdf', NULL, '2024-08-01T10:00:00.000000Z');
INSERT INTO public.publication VALUES (4, 2, 2020, 'letter', 'http://127.0.0.1/your-councils-performance/documents/redditch-borough-council/2020.pdf', NULL, '2024-08-01T10:00:00.000000Z');
INSERT INTO public.publication VALUES (5, 2, 2021, 'letter', 'http://127.0.0.1/your-councils-performance/documents/redditch-borough-council/2021.pdf', NULL, '2024-08-01T10:00:00.000000Z');
INSERT INTO public.publication VALUES (6, 3, 2020, 'letter', 'http://127.0.0.1/your-councils-performance/documents/adur-district-council/2020.pdf', NULL, '2024-08-01T10:00:00.000000Z');
INSERT INTO public.publication VALUES (7, 4, 2020, 'letter', 'http://127.0.0.1/your-councils-performance/documents/allerdale-borough-council/2020.pdf', NULL, '2024-08-01T10:00:00.000000Z');
INSERT INTO public.publication VALUES (3, 2, 2016, 'letter', 'http://127.0.0.1/your-councils-performance/documents/redditch-borough-council/2016.pdf', '2024-08-01T10:00:00.000000Z', '2024-08-01T09:00:00.000000Z');
INSERT INTO public.publication VALUES (8, 3, 2020, 'statistics_page', 'http://127.0.0.1/your-councils-performance/adur-district-council/statistics', NULL, '2024-08-01T10:00:00.000000Z');
INSERT INTO public.publication VALUES (9, 5, 2024, 'letter', 'http://127.0.0.1/your-councils-performance/documents/cumberland-council/2024.pdf', NULL, '2024-08-01T10:00:00.000000Z');
INSERT INTO public.reading VALUES (1, '816b5384dfdfb4884ed870a0f5aa24a89d97f0fc77fcf83e5f0ef6eb1d706f4f', '1', 'complete', 'three_measures', 'A Council', 2016, NULL, NULL, 'Annual Review letter', NULL, 'Ms Example', 'Chief Executive', NULL, NULL, 'd3fae58adf1165ab4cf90849a03b372046cbe9e6c1fe66c1f2e3a5b789d53666', '444984b883c9208f6af6e34abe1fb9b79faee7604c316d91959e15a574f46807');
INSERT INTO public.reading VALUES (2, '91578b1ac5dfe014413d2f80ab6ff687df8f5f3b28cb0300928be89fdf3f9103', '1', 'complete', 'three_measures', 'A Council', 2020, NULL, NULL, 'Annual Review letter', NULL, 'Ms Example', 'Chief Executive', NULL, NULL, '9bc8be258ea851c481b28660179e18eaa9677d23813e93383462561383f89ec5', 'f2c0cc97781c82375023e4af95b2f7f4c47a0d7cc99ff0bb4b4778806d492284');
INSERT INTO public.reading VALUES (3, 'be4e9933c7825430ca07155d397f5faba1171b9b09306cc0c0f7f2bddee508c9', '1', 'complete', 'three_measures', 'A Council', 2016, NULL, NULL, 'Annual Review letter', NULL, 'Ms Example', 'Chief Executive', NULL, NULL, 'd3fae58adf1165ab4cf90849a03b372046cbe9e6c1fe66c1f2e3a5b789d53666', '444984b883c9208f6af6e34abe1fb9b79faee7604c316d91959e15a574f46807');
INSERT INTO public.reading VALUES (4, '50a995a86af3173b0b719cb19465d600db660861f7c8add32d2cad1a44320426', '1', 'complete', 'three_measures', 'A Council', 2020, NULL, NULL, 'Annual Review letter', NULL, 'Ms Example', 'Chief Executive', NULL, NULL, '9bc8be258ea851c481b28660179e18eaa9677d23813e93383462561383f89ec5', 'd0d4c0ea83850b18c51f74909b177fa09e5dca67afade6a1e8b2896a82ea75e1');
INSERT INTO public.reading VALUES (5, '503f2e5e9c1071de25fe8db43a794f0dfbb7a71c1dea12bf48183ac632bf8702', '1', 'unreadable', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, '4f53cda18c2baa0c0354bb5f9a3ecbe5ed12ab4d8e11ba873c2f11161202b945');
INSERT INTO public.reading VALUES (6, 'fadb655b55263b35da0951b45c6d3a19e43fba8a51bd8661259adb4cc1a83859', '1', 'complete', 'three_measures', 'A Council', 2020, NULL, NULL, 'Annual Review letter', NULL, 'Ms Example', 'Chief Executive', NULL, NULL, '9bc8be258ea851c481b28660179e18eaa9677d23813e93383462561383f89ec5', '0c1f476957cb4a2e8191b143d297b81dcc60fb030f04a6ee194369a4ba813fb3');
INSERT INTO public.reading VALUES (7, '102dbf26a2d217a50ff803e36c4ca55e12a8ad479e540ea76064e88db3776a9b', '1', 'complete', 'three_measures', 'A Council', 2020, NULL, NULL, 'Annual Review letter', NULL, 'Ms Example', 'Chief Executive', NULL, NULL, '9bc8be258ea851c481b28660179e18eaa9677d23813e93383462561383f89ec5', 'df78368fe93d951eabf29414c307e6bb7270198b8d1bc9cb9fca2c4c047cda15');
INSERT INTO public.reading VALUES (8, '15b5468a21cee91ae5b40bbd536f35ddf2d78fdcadcc19f9439ff58868ffbc3f', '1', 'complete', 'three_measures', 'A Council', 2020, NULL, NULL, 'Annual Review letter', NULL, 'Ms Example', 'Chief Executive', NULL, NULL, '9bc8be258ea851c481b28660179e18eaa9677d23813e93383462561383f89ec5', 'f2ddfcb72767a149eaaf2fca134a7ef88531f6b5693e53208bd62c2731fe282e');
INSERT INTO public.reading VALUES (9, '57600454388662c92554ca6184484f489c3f9c5b648c0f28a98ddb451d1373be', '1', 'complete', 'three_measures', 'A Council', 2020, NULL, NULL, 'Annual Review letter', NULL, 'Ms Example', 'Chief Executive', NULL, NULL, '9bc8be258ea851c481b28660179e18eaa9677d23813e93383462561383f89ec5', 'ac7b94032d2a1b3cf8680929db6f21ae17387fcf106985b6341f2d04ffde239d');
INSERT INTO public.reading VALUES (10, '521c33685f7bbc15e38b7fe401220c8e9423d74b9057d8c2a6b3977cea8af85b', '1', 'complete', 'three_measures', 'A Council', 2024, NULL, NULL, 'Annual Review letter', NULL, 'Ms Example', 'Chief Executive', NULL, NULL, 'a6bc99d2f80ef85dbd07051dba522e0d28f2722a0f285a8931377f740777f075', '647f425a8c1ca931e0eea464674b3b8f270b67b1e72de0f9340ed7542b4a0180');
INSERT INTO public.reading VALUES (11, '816b5384dfdfb4884ed870a0f5aa24a89d97f0fc77fcf83e5f0ef6eb1d706f4f', '2', 'complete', 'three_measures', 'A Council', 2016, NULL, NULL, 'Annual Review letter', NULL, 'Ms Example', 'Chief Executive', NULL, NULL, 'd3fae58adf1165ab4cf90849a03b372046cbe9e6c1fe66c1f2e3a5b789d53666', '1a229ae8cdc51de85701a2763a67f9e16ad8d69f230d99f4a8c3204b79c20db1');
INSERT INTO public.reading_issue VALUES (1, 1, 0, 'base_differs', 'info', 'The bases differ', 'uphold_rate');
INSERT INTO public.reading_issue VALUES (2, 2, 0, 'base_differs', 'info', 'The bases differ', 'uphold_rate');
INSERT INTO public.reading_issue VALUES (3, 3, 0, 'base_differs', 'info', 'The bases differ', 'uphold_rate');
INSERT INTO public.reading_issue VALUES (4, 4, 0, 'base_differs', 'info', 'The bases differ', 'uphold_rate');
INSERT INTO public.reading_issue VALUES (5, 6, 0, 'base_differs', 'info', 'The bases differ', 'uphold_rate');
INSERT INTO public.reading_issue VALUES (6, 7, 0, 'base_differs', 'info', 'The bases differ', 'uphold_rate');
INSERT INTO public.reading_issue VALUES (7, 8, 0, 'base_differs', 'info', 'The bases differ', 'uphold_rate');
INSERT INTO public.reading_issue VALUES (8, 9, 0, 'base_differs', 'info', 'The bases differ', 'uphold_rate');
INSERT INTO public.reading_issue VALUES (9, 10, 0, 'base_differs', 'info', 'The bases differ', 'uphold_rate');
INSERT INTO public.reading_issue VALUES (10, 11, 0, 'base_differs', 'info', 'The bases differ', 'uphold_rate');
INSERT INTO public.register_entry VALUES ('ADU', 'Adur District Council', 'Adur', 'E07000223', 'Non-metropolitan district', 'South East', NULL, NULL);
INSERT INTO public.register_entry VALUES ('ALL', 'Allerdale Borough Council', 'Allerdale', 'E07000026', 'Non-metropolitan district', 'North West', NULL, '2023-04-01');
INSERT INTO public.register_entry VALUES ('BLA', 'Blaby District Council', 'Blaby', 'E07000129', 'Non-metropolitan district', 'East Midlands', NULL, NULL);
INSERT INTO public.register_entry VALUES ('CAR', 'Carlisle City Council', 'Carlisle', 'E07000028', 'Non-metropolitan district', 'North West', NULL, '2023-04-01');
INSERT INTO public.register_entry VALUES ('COP', 'Copeland Borough Council', 'Copeland', 'E07000029', 'Non-metropolitan district', 'North West', NULL, '2023-04-01');
INSERT INTO public.register_entry VALUES ('CBD', 'Cumberland Council', 'Cumberland', 'E06000063', 'Unitary authority', 'North West', '2023-04-01', NULL);
INSERT INTO public.register_entry VALUES ('CMA', 'Cumbria County Council', 'Cumbria', 'E10000006', 'County', 'North West', NULL, '2023-04-01');
INSERT INTO public.register_entry VALUES ('RED', 'Redditch Borough Council', 'Redditch', 'E07000236', 'Non-metropolitan district', 'West Midlands', NULL, NULL);
INSERT INTO public.register_succession VALUES ('ALL', 'CBD');
INSERT INTO public.register_succession VALUES ('CAR', 'CBD');
INSERT INTO public.register_succession VALUES ('CMA', 'CBD');
INSERT INTO public.register_succession VALUES ('COP', 'CBD');
INSERT INTO public.run VALUES (1, 'crawl', 'published', '37990628-673b-4cbd-a862-3bc0be8fe2c2', '2024-08-01T09:00:00.000000Z', '2024-08-01T09:00:00.000000Z', '2024-08-01T09:00:00.000000Z', 'http://127.0.0.1/your-councils-performance', NULL, NULL, '[]', '1', '{"200": 11}', '{}', 0, 4, 7, 11, 0, 3049, 4, 7, 0, 0, 0, 0, 0, 0, 1);
INSERT INTO public.run VALUES (2, 'crawl', 'published', '2b2ad8f4-3ec8-4840-adbd-64e5301866ed', '2024-08-01T10:00:00.000000Z', '2024-08-01T10:00:00.000000Z', '2024-08-01T10:00:00.000000Z', 'http://127.0.0.1/your-councils-performance', NULL, NULL, '[]', '1', '{"200": 12}', '{}', 0, 5, 7, 12, 0, 2928, 5, 1, 1, 0, 0, 0, 1, 0, 0);
INSERT INTO public.run VALUES (3, 'reread', 'published', '7041616f-cc0e-4282-a3b4-a55662b94939', '2024-08-01T11:00:00.000000Z', '2024-08-01T11:00:00.000000Z', '2024-08-01T11:00:00.000000Z', 'http://127.0.0.1/your-councils-performance', '[]', NULL, '["Reader 2 read 1 letters and pages again: 1 differ"]', '2', '{}', '{}', 0, 0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0);
INSERT INTO public.run_issue VALUES (1, 1, NULL, NULL, NULL, 'page_not_read', 'warning', 'The page was not read');
INSERT INTO public.shown VALUES (1, 1, 1, 1, 1, '2024-08-01T09:00:00.000000Z');
INSERT INTO public.shown VALUES (2, 2, 2, 2, 1, '2024-08-01T09:00:00.000000Z');
INSERT INTO public.shown VALUES (3, 3, 3, 3, 1, '2024-08-01T09:00:00.000000Z');
INSERT INTO public.shown VALUES (4, 4, 4, 4, 1, '2024-08-01T09:00:00.000000Z');
INSERT INTO public.shown VALUES (5, 5, 5, 5, 1, '2024-08-01T09:00:00.000000Z');
INSERT INTO public.shown VALUES (6, 6, 6, 7, 1, '2024-08-01T09:00:00.000000Z');
INSERT INTO public.shown VALUES (7, 7, 7, 8, 1, '2024-08-01T09:00:00.000000Z');
INSERT INTO public.shown VALUES (8, 8, 8, 6, 1, '2024-08-01T09:00:00.000000Z');
INSERT INTO public.shown VALUES (9, 2, 9, 9, 2, '2024-08-01T10:00:00.000000Z');
INSERT INTO public.shown VALUES (10, 9, 10, 10, 2, '2024-08-01T10:00:00.000000Z');
INSERT INTO public.shown VALUES (11, 1, 1, 11, 3, '2024-08-01T11:00:00.000000Z');
INSERT INTO public.version VALUES (2, 2, 1, 1, 3, '91578b1ac5dfe014413d2f80ab6ff687df8f5f3b28cb0300928be89fdf3f9103', 2, '2024-08-01T09:00:00.000000Z', '2024-08-01T09:00:00.000000Z');
INSERT INTO public.version VALUES (3, 3, 1, 1, 5, 'be4e9933c7825430ca07155d397f5faba1171b9b09306cc0c0f7f2bddee508c9', 3, '2024-08-01T09:00:00.000000Z', '2024-08-01T09:00:00.000000Z');
INSERT INTO public.version VALUES (4, 4, 1, 1, 6, '50a995a86af3173b0b719cb19465d600db660861f7c8add32d2cad1a44320426', 4, '2024-08-01T09:00:00.000000Z', '2024-08-01T09:00:00.000000Z');
INSERT INTO public.version VALUES (5, 5, 1, 1, 7, '503f2e5e9c1071de25fe8db43a794f0dfbb7a71c1dea12bf48183ac632bf8702', 5, '2024-08-01T09:00:00.000000Z', '2024-08-01T09:00:00.000000Z');
INSERT INTO public.version VALUES (6, 6, 1, 1, 9, '102dbf26a2d217a50ff803e36c4ca55e12a8ad479e540ea76064e88db3776a9b', 7, '2024-08-01T09:00:00.000000Z', '2024-08-01T09:00:00.000000Z');
INSERT INTO public.version VALUES (7, 7, 1, 1, 11, '15b5468a21cee91ae5b40bbd536f35ddf2d78fdcadcc19f9439ff58868ffbc3f', 8, '2024-08-01T09:00:00.000000Z', '2024-08-01T09:00:00.000000Z');
INSERT INTO public.version VALUES (8, 8, 1, 1, 8, 'fadb655b55263b35da0951b45c6d3a19e43fba8a51bd8661259adb4cc1a83859', 6, '2024-08-01T09:00:00.000000Z', '2024-08-01T09:00:00.000000Z');
INSERT INTO public.version VALUES (9, 2, 2, 2, 14, '57600454388662c92554ca6184484f489c3f9c5b648c0f28a98ddb451d1373be', 9, '2024-08-01T10:00:00.000000Z', '2024-08-01T10:00:00.000000Z');
INSERT INTO public.version VALUES (10, 9, 1, 2, 23, '521c33685f7bbc15e38b7fe401220c8e9423d74b9057d8c2a6b3977cea8af85b', 10, '2024-08-01T10:00:00.000000Z', '2024-08-01T10:00:00.000000Z');
INSERT INTO public.version VALUES (1, 1, 1, 1, 2, '816b5384dfdfb4884ed870a0f5aa24a89d97f0fc77fcf83e5f0ef6eb1d706f4f', 11, '2024-08-01T09:00:00.000000Z', '2024-08-01T09:00:00.000000Z');
SELECT pg_catalog.setval('public.authority_alias_id_seq', 10, true);
SELECT pg_catalog.setval('public.authority_id_seq', 5, true);
SELECT pg_catalog.setval('public.call_id_seq', 1, true);
SELECT pg_catalog.setval('public.capture_id_seq', 23, true);
SELECT pg_catalog.setval('public.change_id_seq', 19, true);
SELECT pg_catalog.setval('public.figure_id_seq', 56, true);
SELECT pg_catalog.setval('public.listing_id_seq', 14, true);
SELECT pg_catalog.setval('public.page_read_id_seq', 9, true);
SELECT pg_catalog.setval('public.publication_id_seq', 9, true);
SELECT pg_catalog.setval('public.reading_id_seq', 11, true);
SELECT pg_catalog.setval('public.reading_issue_id_seq', 10, true);
SELECT pg_catalog.setval('public.run_id_seq', 3, true);
SELECT pg_catalog.setval('public.run_issue_id_seq', 1, true);
SELECT pg_catalog.setval('public.shown_id_seq', 11, true);
SELECT pg_catalog.setval('public.version_id_seq', 10, true);
ALTER TABLE ONLY public.alembic_version
    ADD CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num);
ALTER TABLE ONLY public.authority
    ADD CONSTRAINT pk_authority PRIMARY KEY (id);
ALTER TABLE ONLY public.authority_alias
    ADD CONSTRAINT pk_authority_alias PRIMARY KEY (id);
ALTER TABLE ONLY public.authority_succession
    ADD CONSTRAINT pk_authority_succession PRIMARY KEY (predecessor_id, successor_id);
ALTER TABLE ONLY public.call
    ADD CONSTRAINT pk_call PRIMARY KEY (id);
ALTER TABLE ONLY public.capture
    ADD CONSTRAINT pk_capture PRIMARY KEY (id);
ALTER TABLE ONLY public.change
    ADD CONSTRAINT pk_change PRIMARY KEY (id);
ALTER TABLE ONLY public.document
    ADD CONSTRAINT pk_document PRIMARY KEY (sha256);
ALTER TABLE ONLY public.document_body
    ADD CONSTRAINT pk_document_body PRIMARY KEY (sha256);
ALTER TABLE ONLY public.figure
    ADD CONSTRAINT pk_figure PRIMARY KEY (id);
ALTER TABLE ONLY public.listing
    ADD CONSTRAINT pk_listing PRIMARY KEY (id);
ALTER TABLE ONLY public.page_read
    ADD CONSTRAINT pk_page_read PRIMARY KEY (id);
ALTER TABLE ONLY public.publication
    ADD CONSTRAINT pk_publication PRIMARY KEY (id);
ALTER TABLE ONLY public.reading
    ADD CONSTRAINT pk_reading PRIMARY KEY (id);
ALTER TABLE ONLY public.reading_issue
    ADD CONSTRAINT pk_reading_issue PRIMARY KEY (id);
ALTER TABLE ONLY public.register_entry
    ADD CONSTRAINT pk_register_entry PRIMARY KEY (code);
ALTER TABLE ONLY public.register_succession
    ADD CONSTRAINT pk_register_succession PRIMARY KEY (predecessor_code, successor_code);
ALTER TABLE ONLY public.run
    ADD CONSTRAINT pk_run PRIMARY KEY (id);
ALTER TABLE ONLY public.run_issue
    ADD CONSTRAINT pk_run_issue PRIMARY KEY (id);
ALTER TABLE ONLY public.shown
    ADD CONSTRAINT pk_shown PRIMARY KEY (id);
ALTER TABLE ONLY public.version
    ADD CONSTRAINT pk_version PRIMARY KEY (id);
ALTER TABLE ONLY public.authority_alias
    ADD CONSTRAINT uq_authority_alias_authority_id_kind_spelling UNIQUE (authority_id, kind, spelling);
ALTER TABLE ONLY public.authority
    ADD CONSTRAINT uq_authority_code UNIQUE (code);
ALTER TABLE ONLY public.authority
    ADD CONSTRAINT uq_authority_slug UNIQUE (slug);
ALTER TABLE ONLY public.call
    ADD CONSTRAINT uq_call_run_id_state UNIQUE (run_id, state);
ALTER TABLE ONLY public.figure
    ADD CONSTRAINT uq_figure_reading_id_position UNIQUE (reading_id, "position");
ALTER TABLE ONLY public.page_read
    ADD CONSTRAINT uq_page_read_run_id_authority_id_capture_id UNIQUE (run_id, authority_id, capture_id);
ALTER TABLE ONLY public.publication
    ADD CONSTRAINT uq_publication_authority_id_year_source UNIQUE (authority_id, year, source);
ALTER TABLE ONLY public.reading
    ADD CONSTRAINT uq_reading_document_sha256_reader_version UNIQUE (document_sha256, reader_version);
ALTER TABLE ONLY public.reading_issue
    ADD CONSTRAINT uq_reading_issue_reading_id_position UNIQUE (reading_id, "position");
ALTER TABLE ONLY public.version
    ADD CONSTRAINT uq_version_publication_id_number UNIQUE (publication_id, number);
CREATE INDEX ix_capture_document_sha256 ON public.capture USING btree (document_sha256);
CREATE INDEX ix_capture_run_id_url ON public.capture USING btree (run_id, url);
CREATE INDEX ix_capture_url ON public.capture USING btree (url);
CREATE INDEX ix_change_authority_id ON public.change USING btree (authority_id);
CREATE INDEX ix_change_publication_id ON public.change USING btree (publication_id);
CREATE INDEX ix_change_run_id ON public.change USING btree (run_id);
CREATE INDEX ix_figure_measure_value_reading_id ON public.figure USING btree (measure, value, reading_id);
CREATE INDEX ix_listing_run_id ON public.listing USING btree (run_id);
CREATE INDEX ix_page_read_authority_id ON public.page_read USING btree (authority_id);
CREATE INDEX ix_publication_year ON public.publication USING btree (year);
CREATE INDEX ix_run_issue_authority_slug ON public.run_issue USING btree (authority_slug);
CREATE INDEX ix_run_issue_run_id ON public.run_issue USING btree (run_id);
CREATE INDEX ix_shown_publication_id ON public.shown USING btree (publication_id);
CREATE INDEX ix_shown_reading_id ON public.shown USING btree (reading_id);
CREATE INDEX ix_version_document_sha256 ON public.version USING btree (document_sha256);
CREATE INDEX ix_version_reading_id ON public.version USING btree (reading_id);
CREATE INDEX ix_version_run_id ON public.version USING btree (run_id);
CREATE UNIQUE INDEX uq_run_running ON public.run USING btree (state) WHERE (state = 'running'::text);
ALTER TABLE ONLY public.authority_alias
    ADD CONSTRAINT fk_authority_alias_authority_id FOREIGN KEY (authority_id) REFERENCES public.authority(id);
ALTER TABLE ONLY public.authority
    ADD CONSTRAINT fk_authority_code FOREIGN KEY (code) REFERENCES public.register_entry(code);
ALTER TABLE ONLY public.authority_succession
    ADD CONSTRAINT fk_authority_succession_predecessor_id FOREIGN KEY (predecessor_id) REFERENCES public.authority(id);
ALTER TABLE ONLY public.authority_succession
    ADD CONSTRAINT fk_authority_succession_successor_id FOREIGN KEY (successor_id) REFERENCES public.authority(id);
ALTER TABLE ONLY public.call
    ADD CONSTRAINT fk_call_run_id FOREIGN KEY (run_id) REFERENCES public.run(id);
ALTER TABLE ONLY public.capture
    ADD CONSTRAINT fk_capture_document_sha256 FOREIGN KEY (document_sha256) REFERENCES public.document(sha256);
ALTER TABLE ONLY public.capture
    ADD CONSTRAINT fk_capture_run_id FOREIGN KEY (run_id) REFERENCES public.run(id);
ALTER TABLE ONLY public.change
    ADD CONSTRAINT fk_change_authority_id FOREIGN KEY (authority_id) REFERENCES public.authority(id);
ALTER TABLE ONLY public.change
    ADD CONSTRAINT fk_change_publication_id FOREIGN KEY (publication_id) REFERENCES public.publication(id);
ALTER TABLE ONLY public.change
    ADD CONSTRAINT fk_change_run_id FOREIGN KEY (run_id) REFERENCES public.run(id);
ALTER TABLE ONLY public.change
    ADD CONSTRAINT fk_change_version_id FOREIGN KEY (version_id) REFERENCES public.version(id);
ALTER TABLE ONLY public.document_body
    ADD CONSTRAINT fk_document_body_sha256 FOREIGN KEY (sha256) REFERENCES public.document(sha256);
ALTER TABLE ONLY public.figure
    ADD CONSTRAINT fk_figure_reading_id FOREIGN KEY (reading_id) REFERENCES public.reading(id);
ALTER TABLE ONLY public.listing
    ADD CONSTRAINT fk_listing_authority_id FOREIGN KEY (authority_id) REFERENCES public.authority(id);
ALTER TABLE ONLY public.listing
    ADD CONSTRAINT fk_listing_capture_id FOREIGN KEY (capture_id) REFERENCES public.capture(id);
ALTER TABLE ONLY public.listing
    ADD CONSTRAINT fk_listing_run_id FOREIGN KEY (run_id) REFERENCES public.run(id);
ALTER TABLE ONLY public.page_read
    ADD CONSTRAINT fk_page_read_authority_id FOREIGN KEY (authority_id) REFERENCES public.authority(id);
ALTER TABLE ONLY public.page_read
    ADD CONSTRAINT fk_page_read_capture_id FOREIGN KEY (capture_id) REFERENCES public.capture(id);
ALTER TABLE ONLY public.page_read
    ADD CONSTRAINT fk_page_read_run_id FOREIGN KEY (run_id) REFERENCES public.run(id);
ALTER TABLE ONLY public.publication
    ADD CONSTRAINT fk_publication_authority_id FOREIGN KEY (authority_id) REFERENCES public.authority(id);
ALTER TABLE ONLY public.reading
    ADD CONSTRAINT fk_reading_document_sha256 FOREIGN KEY (document_sha256) REFERENCES public.document(sha256);
ALTER TABLE ONLY public.reading_issue
    ADD CONSTRAINT fk_reading_issue_reading_id FOREIGN KEY (reading_id) REFERENCES public.reading(id);
ALTER TABLE ONLY public.register_succession
    ADD CONSTRAINT fk_register_succession_predecessor_code FOREIGN KEY (predecessor_code) REFERENCES public.register_entry(code);
ALTER TABLE ONLY public.register_succession
    ADD CONSTRAINT fk_register_succession_successor_code FOREIGN KEY (successor_code) REFERENCES public.register_entry(code);
ALTER TABLE ONLY public.run_issue
    ADD CONSTRAINT fk_run_issue_run_id FOREIGN KEY (run_id) REFERENCES public.run(id);
ALTER TABLE ONLY public.shown
    ADD CONSTRAINT fk_shown_publication_id FOREIGN KEY (publication_id) REFERENCES public.publication(id);
ALTER TABLE ONLY public.shown
    ADD CONSTRAINT fk_shown_reading_id FOREIGN KEY (reading_id) REFERENCES public.reading(id);
ALTER TABLE ONLY public.shown
    ADD CONSTRAINT fk_shown_run_id FOREIGN KEY (run_id) REFERENCES public.run(id);
ALTER TABLE ONLY public.shown
    ADD CONSTRAINT fk_shown_version_id FOREIGN KEY (version_id) REFERENCES public.version(id);
ALTER TABLE ONLY public.version
    ADD CONSTRAINT fk_version_capture_id FOREIGN KEY (capture_id) REFERENCES public.capture(id);
ALTER TABLE ONLY public.version
    ADD CONSTRAINT fk_version_document_sha256 FOREIGN KEY (document_sha256) REFERENCES public.document(sha256);
ALTER TABLE ONLY public.version
    ADD CONSTRAINT fk_version_publication_id FOREIGN KEY (publication_id) REFERENCES public.publication(id);
ALTER TABLE ONLY public.version
    ADD CONSTRAINT fk_version_reading_id FOREIGN KEY (reading_id) REFERENCES public.reading(id);
ALTER TABLE ONLY public.version
    ADD CONSTRAINT fk_version_run_id FOREIGN KEY (run_id) REFERENCES public.run(id);
