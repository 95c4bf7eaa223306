import express from 'express';
import multer from 'multer';

const upload = multer({ dest: 'uploads/' });

const app = express();
app.post('/avatars', upload.single('avatar'), (req, res) => {
  res.status(201).json({ url: `/avatars/${req.file!.filename}` });
});
app.use('/avatars', express.static('uploads'));

app.listen(Number(process.env.PORT));
