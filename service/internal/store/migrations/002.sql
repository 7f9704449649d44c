-- The number of an owner's schedulers, kept by the transactions that add and remove
-- them: counting the rows takes longer than reading a page of them.
CREATE TABLE scheduler_counts (
	owner      TEXT PRIMARY KEY,
	schedulers BIGINT NOT NULL
);
INSERT INTO scheduler_counts (owner, schedulers) SELECT owner, count(*) FROM schedulers GROUP BY owner;
