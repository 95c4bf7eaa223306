import express from 'express';
import session from 'express-session';

declare module 'express-session' {
  interface SessionData {
    user: string;
  }
}

const app = express();
app.use(express.json());
app.use(session({ secret: process.env.SESSION_SECRET ?? 'development', resave: false, saveUninitialized: false }));

app.post('/sign-in', (req, res) => {
  req.session.user = req.body.user;
  res.json({ user: req.session.user });
});

app.get('/me', (req, res) => {
  if (req.session.user) res.json({ user: req.session.user });
  else res.status(401).json({ error: 'not signed in' });
});

app.listen(Number(process.env.PORT));
