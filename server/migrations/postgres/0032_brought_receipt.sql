-- When its owner brought a receipt from another Laurel; null where it was given here.
alter table consent_receipt add column brought_at bigint;
