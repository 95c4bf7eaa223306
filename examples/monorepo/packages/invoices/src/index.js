// Whether this is state of a process is decided by who calls it: the server does, for each request.
let lastNumber = 0;

export function nextNumber() {
  lastNumber += 1;
  return lastNumber;
}
