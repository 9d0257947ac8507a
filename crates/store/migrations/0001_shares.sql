-- The subset that SQLite and Postgres share: ids TEXT, instants BIGINT (milliseconds since 1970 UTC),
-- documents TEXT (JSON). The company is part of every key; only the secrets a stranger presents
-- (a session's token, a card's token) are looked up without it, and they lead to it.

CREATE TABLE sessions (
    -- SHA-256 of the token in hexadecimal: who reads the database cannot use it.
    token_hash TEXT NOT NULL PRIMARY KEY,
    corpid TEXT NOT NULL,
    appid TEXT NOT NULL,
    member TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    expires_at BIGINT NOT NULL
);
CREATE INDEX sessions_by_expiry ON sessions (expires_at);

-- A picture a company has given us; the bytes are in the folder of pictures.
CREATE TABLE images (
    corpid TEXT NOT NULL,
    sha256 TEXT NOT NULL,
    format TEXT NOT NULL,
    width BIGINT NOT NULL,
    height BIGINT NOT NULL,
    bytes BIGINT NOT NULL,
    -- The link media/uploadimg gave for it, once sent.
    wecom_url TEXT,
    created_at BIGINT NOT NULL,
    sent_at BIGINT,
    PRIMARY KEY (corpid, sha256)
);

CREATE TABLE shares (
    corpid TEXT NOT NULL,
    id TEXT NOT NULL,
    appid TEXT NOT NULL,
    member TEXT NOT NULL,
    -- prepared, refused, handed_over, cancelled, failed
    state TEXT NOT NULL,
    -- customers, groups, moments, chat
    target TEXT NOT NULL,
    -- Whether handing it over counts against the frequency rule of its receivers.
    counts BOOLEAN NOT NULL,
    -- What a card's query carries; a refused share has none.
    token TEXT,
    api TEXT,
    draft TEXT NOT NULL,
    host TEXT NOT NULL,
    plan TEXT,
    refusal TEXT,
    -- What the client answered, and what it meant.
    answer TEXT,
    error TEXT,
    created_at BIGINT NOT NULL,
    changed_at BIGINT NOT NULL,
    PRIMARY KEY (corpid, id)
);
CREATE UNIQUE INDEX shares_by_token ON shares (token);
CREATE INDEX shares_of_member ON shares (corpid, member, id);

CREATE TABLE share_receivers (
    corpid TEXT NOT NULL,
    share_id TEXT NOT NULL,
    receiver TEXT NOT NULL,
    -- planned, skipped
    part TEXT NOT NULL,
    PRIMARY KEY (corpid, share_id, receiver),
    FOREIGN KEY (corpid, share_id) REFERENCES shares (corpid, id)
);

CREATE TABLE share_events (
    corpid TEXT NOT NULL,
    share_id TEXT NOT NULL,
    seq BIGINT NOT NULL,
    at BIGINT NOT NULL,
    event TEXT NOT NULL,
    detail TEXT,
    PRIMARY KEY (corpid, share_id, seq),
    FOREIGN KEY (corpid, share_id) REFERENCES shares (corpid, id)
);

-- A receiver reached: what the company's frequency rule counts.
CREATE TABLE quota_uses (
    corpid TEXT NOT NULL,
    receiver TEXT NOT NULL,
    used_at BIGINT NOT NULL,
    share_id TEXT NOT NULL,
    member TEXT NOT NULL,
    PRIMARY KEY (corpid, receiver, used_at, share_id),
    FOREIGN KEY (corpid, share_id) REFERENCES shares (corpid, id)
);

CREATE TABLE openings (
    corpid TEXT NOT NULL,
    share_id TEXT NOT NULL,
    -- Made by the client, so that a repeated request counts once.
    event TEXT NOT NULL,
    at BIGINT NOT NULL,
    page TEXT,
    scene BIGINT,
    chat_type BIGINT,
    PRIMARY KEY (corpid, share_id, event),
    FOREIGN KEY (corpid, share_id) REFERENCES shares (corpid, id)
);
