-- What is made of pictures, and what WeCom has of a company's files.

-- Garbage collection asks when something was last wanted.
ALTER TABLE images ADD COLUMN used_at BIGINT NOT NULL DEFAULT 0;
UPDATE images SET used_at = created_at;

-- A file made of a picture for one kind of place. The row protects the bytes: it is written before them.
CREATE TABLE renditions (
    corpid TEXT NOT NULL,
    -- The picture it is made of.
    source TEXT NOT NULL,
    -- What for and how: picture, moments, cover/attention, cover/0.500,0.200 …
    recipe TEXT NOT NULL,
    sha256 TEXT NOT NULL,
    format TEXT NOT NULL,
    width BIGINT NOT NULL,
    height BIGINT NOT NULL,
    bytes BIGINT NOT NULL,
    -- Its public address ends in this: random, so that who has the picture does not know it.
    key TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    used_at BIGINT NOT NULL,
    PRIMARY KEY (corpid, source, recipe),
    FOREIGN KEY (corpid, source) REFERENCES images (corpid, sha256)
);
CREATE UNIQUE INDEX renditions_by_key ON renditions (key);
CREATE INDEX renditions_by_content ON renditions (sha256);

-- The renditions a share shows: they are kept as long as it is.
CREATE TABLE share_renditions (
    corpid TEXT NOT NULL,
    share_id TEXT NOT NULL,
    source TEXT NOT NULL,
    recipe TEXT NOT NULL,
    PRIMARY KEY (corpid, share_id, source, recipe),
    FOREIGN KEY (corpid, share_id) REFERENCES shares (corpid, id),
    FOREIGN KEY (corpid, source, recipe) REFERENCES renditions (corpid, source, recipe)
);
CREATE INDEX share_renditions_of_rendition ON share_renditions (corpid, source, recipe);

-- One sending of a file to WeCom: a row before it is a call (docs/decisions/0008-media-ledger.md).
CREATE TABLE uploads (
    corpid TEXT NOT NULL,
    id TEXT NOT NULL,
    -- Of the bytes that were sent.
    sha256 TEXT NOT NULL,
    -- link (media/uploadimg); image, video, file (media/upload)
    kind TEXT NOT NULL,
    -- What receivers see of a file; empty for the others.
    name TEXT NOT NULL,
    started_at BIGINT NOT NULL,
    -- The link or the media id. NULL: nobody knows whether WeCom took it.
    answer TEXT,
    -- Of a media id.
    expires_at BIGINT,
    used_at BIGINT NOT NULL,
    PRIMARY KEY (corpid, id)
);
CREATE INDEX uploads_of_content ON uploads (corpid, sha256, kind, name);
CREATE INDEX uploads_by_answer ON uploads (corpid, answer);
CREATE INDEX uploads_by_time ON uploads (corpid, kind, started_at);
CREATE INDEX uploads_by_expiry ON uploads (expires_at);

-- Until now pictures were sent as they came.
INSERT INTO uploads (corpid, id, sha256, kind, name, started_at, answer, used_at)
SELECT corpid, 'as-it-came-' || sha256, sha256, 'link', '',
    COALESCE(sent_at, created_at), wecom_url, COALESCE(sent_at, created_at)
FROM images WHERE wecom_url IS NOT NULL;
ALTER TABLE images DROP COLUMN wecom_url;
ALTER TABLE images DROP COLUMN sent_at;
