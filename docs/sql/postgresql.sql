-- The claims of IntentContracts. Runs any number of times, also at the same time; may be part of a migration's transaction.
-- Whoever runs the store needs SELECT, INSERT, UPDATE and DELETE on the table, and USAGE on the sequence and the schema.
DO $intent$
BEGIN
    PERFORM pg_advisory_xact_lock(5291294591200543596);
    IF NOT EXISTS (SELECT FROM pg_catalog.pg_namespace WHERE nspname = 'public') THEN
        CREATE SCHEMA "public";
    END IF;

    IF NOT EXISTS (
        SELECT FROM pg_catalog.pg_class AS c JOIN pg_catalog.pg_namespace AS n ON n.oid = c.relnamespace
        WHERE n.nspname = 'public' AND c.relname = 'intent_claims') THEN
        CREATE TABLE "public"."intent_claims" (
            claim text COLLATE "C" PRIMARY KEY,
            contract_id varchar(512) NOT NULL,
            fingerprint text COLLATE "C" NOT NULL,
            attempt bigint NOT NULL,
            claimant uuid NOT NULL,
            state text COLLATE "C" NOT NULL CHECK (state IN ('in_flight', 'completed', 'held')),
            is_marked boolean NOT NULL,
            claimed_at timestamptz NOT NULL,
            lease_ends timestamptz NOT NULL,
            forgotten_at timestamptz NOT NULL,
            result bytea CHECK ((result IS NOT NULL) = (state = 'completed'))
        );
        CREATE INDEX "intent_claims_held" ON "public"."intent_claims" (attempt) WHERE is_marked AND state <> 'completed';
        CREATE INDEX "intent_claims_forgotten" ON "public"."intent_claims" (forgotten_at);
        COMMENT ON TABLE "public"."intent_claims" IS 'IntentContracts claims, version 1';
    END IF;

    -- Not owned by the table: attempts must grow also when the table is dropped and created again. No cache: a session that keeps
    -- numbers back would hand them out too late.
    IF NOT EXISTS (
        SELECT FROM pg_catalog.pg_class AS c JOIN pg_catalog.pg_namespace AS n ON n.oid = c.relnamespace
        WHERE n.nspname = 'public' AND c.relname = 'intent_claims_attempt') THEN
        CREATE SEQUENCE "public"."intent_claims_attempt" AS bigint CACHE 1 NO CYCLE;
    END IF;
END
$intent$;
