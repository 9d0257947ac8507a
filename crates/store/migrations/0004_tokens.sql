-- WeCom's tokens and tickets, shared by all servers on this database: who finds a good one here does not ask
-- WeCom for another, which would end the first. The values are credentials, see docs/decisions/0006.
CREATE TABLE tokens (
    -- Kind, company, app and a fingerprint of the secret.
    token_key TEXT NOT NULL PRIMARY KEY,
    corpid TEXT NOT NULL,
    value TEXT,
    refresh_at BIGINT,
    expires_at BIGINT,
    -- The newest lease's number, which only grows; who holds it fetches a new value.
    lease BIGINT NOT NULL,
    held_until BIGINT
);
