import http from 'node:http';
import express from 'express';
import { Server } from 'socket.io';

const app = express();
app.use(express.json());
const server = http.createServer(app);
const io = new Server(server);

const baskets = new Map<string, string[]>();

app.get('/settings', (_req, res) => {
  res.json({ transports: ['polling', 'websocket'] });
});

app.post('/baskets/:customer', (req, res) => {
  const basket = [...(baskets.get(req.params.customer) ?? []), req.body.item];
  baskets.set(req.params.customer, basket);
  io.emit(`basket of ${req.params.customer}`, basket);
  res.status(201).json(basket);
});

app.get('/baskets/:customer', (req, res) => {
  res.json(baskets.get(req.params.customer) ?? []);
});

server.listen(Number(process.env.PORT));
