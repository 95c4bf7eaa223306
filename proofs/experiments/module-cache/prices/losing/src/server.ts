import fastify from 'fastify';
import pg from 'pg';

const database = new pg.Pool({ connectionString: process.env.DATABASE_URL });
const app = fastify();

const prices = new Map<string, number>();

async function priceOf(sku: string): Promise<number> {
  const known = prices.get(sku);
  if (known !== undefined) return known;
  const { rows } = await database.query('select cents from prices where sku = $1', [sku]);
  prices.set(sku, rows[0].cents);
  return rows[0].cents;
}

app.get<{ Params: { sku: string } }>('/prices/:sku', async ({ params }) => ({ cents: await priceOf(params.sku) }));

app.put<{ Params: { sku: string }; Body: { cents: number } }>('/prices/:sku', async ({ params, body }) => {
  await database.query('update prices set cents = $2 where sku = $1', [params.sku, body.cents]);
  prices.delete(params.sku);
  return { cents: body.cents };
});

await app.listen({ port: Number(process.env.PORT), host: '127.0.0.1' });
