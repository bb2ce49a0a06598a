CREATE TABLE entry (
    id INTEGER PRIMARY KEY AUTOINCREMENT, -- in the order of signing; never used again
    name TEXT NOT NULL,
    text TEXT NOT NULL,
    ts INTEGER NOT NULL                   -- milliseconds since 1970
);
