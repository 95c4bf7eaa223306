import express from 'express';

type Invoice = { number: number; customer: string };

let lastNumber = 0;
const invoices = new Map<number, Invoice>();

const app = express();
app.use(express.json());

app.post('/invoices', (req, res) => {
  lastNumber += 1;
  const invoice = { number: lastNumber, customer: req.body.customer };
  invoices.set(invoice.number, invoice);
  res.status(201).json(invoice);
});

app.get('/invoices/:number', (req, res) => {
  const invoice = invoices.get(Number(req.params.number));
  if (invoice) res.json(invoice);
  else res.status(404).json({ error: 'no such invoice' });
});

app.listen(Number(process.env.PORT));
