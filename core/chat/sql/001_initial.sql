-- Facts about the database itself.
CREATE TABLE meta (
    key TEXT PRIMARY KEY,
    value TEXT NOT NULL
) WITHOUT ROWID;
-- Changes only when an older database is restored.
INSERT INTO meta VALUES ('epoch', lower(hex(randomblob(8))));

-- People. Numbers are never given twice (AUTOINCREMENT); 0 is the operator and has no row.
CREATE TABLE users (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    name TEXT NOT NULL,
    role TEXT NOT NULL,
    origin TEXT NOT NULL,       -- the connection that made it, to know it again when its hello is repeated
    online INTEGER NOT NULL,    -- 1 while connected (and after a kill, until it is known better)
    seen_ms INTEGER NOT NULL    -- last hello or last end of a connection
);
CREATE INDEX users_by_seen ON users (online, seen_ms);

CREATE TABLE tokens (
    hash BLOB PRIMARY KEY,      -- the token itself is nowhere
    user_id INTEGER NOT NULL REFERENCES users (id) ON DELETE CASCADE
) WITHOUT ROWID;
CREATE INDEX tokens_by_user ON tokens (user_id);

CREATE TABLE rooms (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    name TEXT NOT NULL UNIQUE,
    title TEXT NOT NULL,
    epoch TEXT NOT NULL,
    hidden INTEGER NOT NULL,
    password TEXT NOT NULL,     -- as crypto_pwhash_str() makes it; empty: none
    creator_id INTEGER NOT NULL,
    head INTEGER NOT NULL       -- the newest message's seq
);
INSERT INTO rooms (name, title, epoch, hidden, password, creator_id, head)
    VALUES ('lobby', 'Lobby', lower(hex(randomblob(8))), 0, '', 0, 0);

-- Kept in the order in which they are read: by room, then seq. The author's name is the one of the
-- time; a guest's row may be gone before its messages are.
CREATE TABLE messages (
    room_id INTEGER NOT NULL REFERENCES rooms (id),
    seq INTEGER NOT NULL,
    user_id INTEGER NOT NULL,
    user_name TEXT NOT NULL,
    cmid BLOB NOT NULL,
    ts_ms INTEGER NOT NULL,
    reply_to INTEGER,
    body TEXT NOT NULL,
    PRIMARY KEY (room_id, seq)
) WITHOUT ROWID;
-- A message sent twice is found by this.
CREATE UNIQUE INDEX messages_by_cmid ON messages (room_id, user_id, cmid);
