-- Instants are microseconds since 1970 in UTC, and 0 is none; flags are 0 or 1.

CREATE TABLE users (
	uuid     TEXT PRIMARY KEY,
	name     TEXT NOT NULL UNIQUE,
	password TEXT NOT NULL, -- a bcrypt hash
	created  BIGINT NOT NULL
);

CREATE TABLE schedulers (
	uuid     TEXT PRIMARY KEY,
	owner    TEXT NOT NULL,
	document TEXT NOT NULL,   -- as given
	revision BIGINT NOT NULL, -- changes with each edit
	created  BIGINT NOT NULL
);
CREATE INDEX schedulers_owner ON schedulers (owner, uuid);

CREATE TABLE drives (
	uuid      TEXT PRIMARY KEY,
	owner     TEXT NOT NULL,
	name      TEXT NOT NULL,
	source    TEXT NOT NULL,   -- what the driver knows it by
	document  TEXT NOT NULL,   -- further keys of the vendor's object
	scheduler TEXT NOT NULL,   -- the link; '' for none
	since     BIGINT NOT NULL, -- occurrences up to this instant are none of the scheduler's
	last      BIGINT NOT NULL, -- nominal instant of the last occurrence that ended
	plan      TEXT NOT NULL,   -- why the last plan was refused or failed; '' if neither
	planned   BIGINT NOT NULL,
	created   BIGINT NOT NULL
);
CREATE INDEX drives_owner ON drives (owner, uuid);
CREATE INDEX drives_scheduler ON drives (scheduler, uuid);

CREATE TABLE runs (
	id        TEXT PRIMARY KEY,
	kind      TEXT NOT NULL,   -- take, now, plan, delete or notify
	drive     TEXT NOT NULL,
	scheduler TEXT NOT NULL,
	name      TEXT NOT NULL,   -- of the snapshot; of the notice
	nominal   BIGINT NOT NULL,
	due       BIGINT NOT NULL,
	state     TEXT NOT NULL,   -- pending, running, done, failed or dropped
	reason    TEXT NOT NULL,   -- why it is to be, or why it ended as it did
	missed    BIGINT NOT NULL, -- occurrences dropped, from nominal to until
	until     BIGINT NOT NULL,
	attempts  BIGINT NOT NULL, -- that failed
	wake      BIGINT NOT NULL, -- the next attempt
	job       BIGINT NOT NULL, -- River's job for it
	token     BIGINT NOT NULL, -- grows with each lease
	holder    TEXT NOT NULL,   -- the process with the lease
	heartbeat BIGINT NOT NULL,
	expiry    BIGINT NOT NULL, -- of the lease
	created   BIGINT NOT NULL,
	started   BIGINT NOT NULL,
	ended     BIGINT NOT NULL
);
-- An occurrence is one row. A dropped one may come back: by an edit that is undone.
CREATE UNIQUE INDEX runs_occurrence ON runs (drive, nominal) WHERE kind = 'take' AND state <> 'dropped';
-- A drive has one occurrence under way, and one of each other kind.
CREATE UNIQUE INDEX runs_take ON runs (drive) WHERE kind = 'take' AND state IN ('pending', 'running');
CREATE UNIQUE INDEX runs_now ON runs (drive) WHERE kind = 'now' AND state IN ('pending', 'running');
CREATE UNIQUE INDEX runs_plan ON runs (drive) WHERE kind = 'plan' AND state IN ('pending', 'running');
CREATE UNIQUE INDEX runs_delete ON runs (drive, name) WHERE kind = 'delete' AND state IN ('pending', 'running');
CREATE INDEX runs_drive ON runs (drive, id);
CREATE INDEX runs_wake ON runs (wake) WHERE state = 'pending';
CREATE INDEX runs_expiry ON runs (expiry) WHERE state = 'running';
CREATE INDEX runs_ended ON runs (ended) WHERE state IN ('done', 'failed', 'dropped');

CREATE TABLE snapshots (
	uuid      TEXT PRIMARY KEY,
	drive     TEXT NOT NULL,
	owner     TEXT NOT NULL,
	name      TEXT NOT NULL,
	scheduler TEXT NOT NULL,   -- that took it; '' for none of ours
	remote    BIGINT NOT NULL,
	nominal   BIGINT NOT NULL,
	created   BIGINT NOT NULL,
	failed    BIGINT NOT NULL,
	held      BIGINT NOT NULL,
	held_until BIGINT NOT NULL,
	keep      BIGINT NOT NULL, -- the last verdict, and when it was given
	reason    TEXT NOT NULL,
	until     BIGINT NOT NULL,
	judged    BIGINT NOT NULL,
	ended     BIGINT NOT NULL, -- when it was deleted, or found to be gone
	why       TEXT NOT NULL    -- it ended
);
CREATE UNIQUE INDEX snapshots_name ON snapshots (drive, name);
CREATE INDEX snapshots_owner ON snapshots (owner, uuid);
CREATE INDEX snapshots_ended ON snapshots (ended) WHERE ended > 0;

CREATE TABLE notices (
	id        TEXT PRIMARY KEY,
	owner     TEXT NOT NULL,
	scheduler TEXT NOT NULL,
	drive     TEXT NOT NULL,
	snapshot  TEXT NOT NULL,   -- its name
	name      TEXT NOT NULL,   -- the vendor's name of the notification
	at        BIGINT NOT NULL,
	created   BIGINT NOT NULL, -- of the snapshot
	sent      BIGINT NOT NULL
);
CREATE INDEX notices_at ON notices (at);

CREATE TABLE trail (
	id     SERIAL_KEY,
	at     BIGINT NOT NULL,
	actor  TEXT NOT NULL, -- a user; '' for the service itself
	verb   TEXT NOT NULL,
	kind   TEXT NOT NULL, -- of the object
	object TEXT NOT NULL,
	before TEXT NOT NULL,
	after  TEXT NOT NULL
);
CREATE INDEX trail_at ON trail (at);
CREATE INDEX trail_object ON trail (object, id);

CREATE TABLE settings (
	name  TEXT PRIMARY KEY,
	value TEXT NOT NULL
);
-- The first start deletes nothing until somebody says so.
INSERT INTO settings (name, value) VALUES ('deletions', 'paused');
