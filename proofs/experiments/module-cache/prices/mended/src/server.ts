import fastify from 'fastify';
import memjs from 'memjs';
import pg from 'pg';

const database = new pg.Pool({ connectionString: process.env.DATABASE_URL });
const memcached = memjs.Client.create(process.env.MEMCACHED_SERVERS);
const app = fastify();

async function priceOf(sku: string): Promise<number> {
  const { value } = await memcached.get(`price:${sku}`);
  if (value) return Number(value.toString());
  const { rows } = await database.query('select cents from prices where sku = $1', [sku]);
  await memcached.set(`price:${sku}`, String(rows[0].cents), { expires: 60 });
  return rows[0].cents;
}

app.get<{ Params: { sku: string } }>('/prices/:sku', async ({ params }) => ({ cents: await priceOf(params.sku) }));

app.put<{ Params: { sku: string }; Body: { cents: number } }>('/prices/:sku', async ({ params, body }) => {
  await database.query('update prices set cents = $2 where sku = $1', [params.sku, body.cents]);
  await memcached.delete(`price:${params.sku}`);
  return { cents: body.cents };
});

await app.listen({ port: Number(process.env.PORT), host: '127.0.0.1' });
