-- Since when the page of a credential that was issued here answers everybody, by its holder's own switch; without a
-- moment it does not.

alter table holding add column public_at bigint;
