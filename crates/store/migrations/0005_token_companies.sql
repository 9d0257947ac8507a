-- A token's name is looked up within its company, like everything else.
ALTER TABLE tokens RENAME TO tokens_by_key;
CREATE TABLE tokens (
    corpid TEXT NOT NULL,
    -- Kind, app and a fingerprint of the secret.
    token_key TEXT NOT NULL,
    value TEXT,
    refresh_at BIGINT,
    expires_at BIGINT,
    -- The newest lease's number, which only grows; who holds it fetches a new value.
    lease BIGINT NOT NULL,
    held_until BIGINT,
    PRIMARY KEY (corpid, token_key)
);
INSERT INTO tokens (corpid, token_key, value, refresh_at, expires_at, lease, held_until)
    SELECT corpid, token_key, value, refresh_at, expires_at, lease, held_until FROM tokens_by_key;
DROP TABLE tokens_by_key;
