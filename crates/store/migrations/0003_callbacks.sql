-- What WeCom called us with. A row is written before the call is answered; the row's key is the same for
-- each delivery of the same message, so a repeated delivery is no second row.
CREATE TABLE callbacks (
    -- Whose event it is; empty for what concerns a suite and no company, such as its ticket.
    corpid TEXT NOT NULL,
    -- Who received it: an app's agentid, or a suite's id.
    receiver TEXT NOT NULL,
    message_key TEXT NOT NULL,
    -- The order of arrival over all companies: every server on this database reads along.
    seq BIGINT NOT NULL,
    -- The decrypted message, XML or JSON.
    message TEXT NOT NULL,
    -- When WeCom says it happened.
    created_at BIGINT NOT NULL,
    received_at BIGINT NOT NULL,
    -- waiting, handled, given_up
    state TEXT NOT NULL,
    -- How often it was begun.
    attempts BIGINT NOT NULL,
    -- Waiting: not begun before this. Begun: until then it is the lease's.
    due_at BIGINT NOT NULL,
    lease TEXT,
    handled_at BIGINT,
    PRIMARY KEY (corpid, receiver, message_key)
);
CREATE UNIQUE INDEX callbacks_in_order ON callbacks (seq);
CREATE INDEX callbacks_due ON callbacks (state, due_at);

-- What a suite needs to speak as itself; WeCom sends a new one every ten minutes.
CREATE TABLE suite_tickets (
    suite_id TEXT NOT NULL PRIMARY KEY,
    ticket TEXT NOT NULL,
    -- WeCom's time, so that one which arrives late does not replace a newer one.
    created_at BIGINT NOT NULL
);
