import http from 'node:http';
import { nextNumber } from '@market/invoices';
import { priceOf } from '@market/prices';

const server = http.createServer(async (request, response) => {
  const price = await priceOf(request.url.slice(1));
  response.end(JSON.stringify({ invoice: nextNumber(), price }));
});
server.listen(3000);
