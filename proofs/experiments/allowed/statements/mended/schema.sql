create table bookings (
  statement text not null,
  line integer not null,
  cents integer not null,
  primary key (statement, line)
);
