CREATE TABLE release (fingerprint TEXT NOT NULL, built_at TEXT NOT NULL);

CREATE TABLE cities (
    id TEXT PRIMARY KEY,
    name TEXT NOT NULL,
    name_ur TEXT,
    district TEXT,
    province TEXT NOT NULL,
    lat REAL,
    lon REAL,
    population INTEGER
);
CREATE INDEX cities_by_province ON cities (province, name);

-- every spelling under which a city may be typed, and the districts it is the headquarters of
CREATE TABLE city_names (name TEXT NOT NULL, city_id TEXT NOT NULL REFERENCES cities, kind TEXT NOT NULL);

CREATE TABLE programmes (
    id TEXT PRIMARY KEY,
    name TEXT NOT NULL,
    name_ur TEXT,
    run_by TEXT NOT NULL,
    summary TEXT NOT NULL,
    who_can_use TEXT,
    how_to_apply TEXT,
    cost TEXT,
    website TEXT,
    contact TEXT,
    status_as_of TEXT,
    source_url TEXT NOT NULL,
    source_date TEXT,
    confidence TEXT NOT NULL
);

CREATE TABLE places (
    number INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    kind TEXT NOT NULL,
    programme_id TEXT NOT NULL REFERENCES programmes,
    name TEXT NOT NULL,
    name_ur TEXT,
    city_id TEXT REFERENCES cities,
    province TEXT NOT NULL,
    address TEXT,
    host TEXT,
    operator TEXT,
    status TEXT NOT NULL,
    status_note TEXT NOT NULL,
    women_only INTEGER,
    seats INTEGER,
    area_sqft INTEGER,
    companies INTEGER,
    opened TEXT,
    lat REAL,
    lon REAL,
    precision TEXT NOT NULL,
    coordinate_source TEXT,
    website TEXT,
    apply_url TEXT,
    source_url TEXT NOT NULL,
    source_title TEXT NOT NULL,
    source_date TEXT,
    as_of TEXT,
    confidence TEXT NOT NULL,
    extra_sources TEXT NOT NULL
);
CREATE INDEX places_by_city ON places (city_id);
CREATE INDEX places_by_province ON places (province);
CREATE VIRTUAL TABLE place_box USING rtree (number, min_lat, max_lat, min_lon, max_lon);
CREATE VIRTUAL TABLE place_search USING fts5 (words, tokenize = 'unicode61 remove_diacritics 2');

CREATE TABLE figures (
    number INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    subject TEXT NOT NULL,
    statement TEXT NOT NULL,
    value TEXT NOT NULL,
    unit TEXT NOT NULL,
    as_of TEXT NOT NULL,
    source TEXT NOT NULL,
    superseded_by TEXT REFERENCES figures (id),
    stat TEXT
);
CREATE VIRTUAL TABLE figure_search USING fts5 (asked, statement, tokenize = 'unicode61 remove_diacritics 2');

-- programmes, figures, subjects and units in the other languages; JSON of the cells that differ
CREATE TABLE wordings (
    kind TEXT NOT NULL,
    id TEXT NOT NULL,
    language TEXT NOT NULL,
    wording TEXT NOT NULL,
    PRIMARY KEY (kind, id, language)
);

CREATE TABLE answers (
    number INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    topic TEXT NOT NULL,
    section TEXT NOT NULL,
    as_of TEXT NOT NULL,
    confidence TEXT NOT NULL,
    volatile INTEGER NOT NULL,
    source TEXT NOT NULL,
    links TEXT NOT NULL
);
CREATE TABLE answer_wordings (
    answer_id TEXT NOT NULL REFERENCES answers (id),
    language TEXT NOT NULL,
    wording TEXT NOT NULL,
    PRIMARY KEY (answer_id, language)
);
-- the ways people ask, folded: among the answers of a topic, and among the figures (topic ''), the nearest phrasing
-- tells which one was asked for
CREATE TABLE phrasings (topic TEXT NOT NULL, id TEXT NOT NULL, words TEXT NOT NULL);
CREATE TABLE topics (number INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE);
CREATE VIRTUAL TABLE topic_search USING fts5 (asked, tokenize = 'unicode61 remove_diacritics 2');
-- in how many answers each folded word stands
CREATE TABLE words (word TEXT PRIMARY KEY, answers INTEGER NOT NULL) WITHOUT ROWID;
