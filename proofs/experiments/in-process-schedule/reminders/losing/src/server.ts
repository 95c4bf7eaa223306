import express from 'express';

const app = express();
app.use(express.json());

app.post('/reminders', (req, res) => {
  const { text, seconds } = req.body;
  setTimeout(async () => {
    await fetch(`${process.env.MAIL_URL}/mails`, { method: 'POST', body: text });
  }, seconds * 1000);
  res.status(202).json({ text });
});

app.listen(Number(process.env.PORT));
