-- A change's place: the scheduler, or the drive of a snapshot. A page of changes is a
-- part of one index, and a snapshot's changes outlive its row.
ALTER TABLE trail ADD COLUMN subject TEXT NOT NULL DEFAULT '';
UPDATE trail SET subject = coalesce((SELECT drive FROM snapshots WHERE uuid = trail.object), object);
DROP INDEX trail_object;
CREATE INDEX trail_subject ON trail (subject, id);
CREATE INDEX trail_deleted ON trail (actor, id) WHERE kind = 'scheduler' AND verb = 'delete';
CREATE INDEX drives_refused ON drives (owner, uuid) WHERE plan <> '';
