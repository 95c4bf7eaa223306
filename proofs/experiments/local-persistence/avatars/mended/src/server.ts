import { randomUUID } from 'node:crypto';
import type { Readable } from 'node:stream';
import { GetObjectCommand, NoSuchKey, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import express from 'express';
import multer from 'multer';

const s3 = new S3Client({ endpoint: process.env.S3_ENDPOINT, forcePathStyle: true });
const Bucket = process.env.S3_BUCKET;
const upload = multer({ storage: multer.memoryStorage(), limits: { fileSize: 1_000_000 } });

const app = express();
app.post('/avatars', upload.single('avatar'), async (req, res) => {
  const name = randomUUID();
  await s3.send(new PutObjectCommand({ Bucket, Key: name, Body: req.file!.buffer, ContentType: req.file!.mimetype }));
  res.status(201).json({ url: `/avatars/${name}` });
});
app.get('/avatars/:name', async (req, res) => {
  try {
    const { Body } = await s3.send(new GetObjectCommand({ Bucket, Key: req.params.name }));
    (Body as Readable).pipe(res);
  } catch (error) {
    if (!(error instanceof NoSuchKey)) throw error;
    res.status(404).end();
  }
});

app.listen(Number(process.env.PORT));
