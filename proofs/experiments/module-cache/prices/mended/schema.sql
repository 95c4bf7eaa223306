create table prices (
  sku text primary key,
  cents integer not null
);
insert into prices values ('tea', 250);
