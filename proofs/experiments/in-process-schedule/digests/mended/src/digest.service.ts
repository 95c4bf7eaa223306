import { Injectable, type OnModuleInit } from '@nestjs/common';
import { Queue, Worker } from 'bullmq';

const connection = { url: process.env.REDIS_URL };

@Injectable()
export class DigestService implements OnModuleInit {
  private readonly queue = new Queue('digests', { connection });

  async onModuleInit(): Promise<void> {
    // One scheduler of this name, however many processes ask for it.
    await this.queue.upsertJobScheduler('digest', { pattern: '* * * * * *' });
    new Worker('digests', (job) => this.send(new Date(job.opts.prevMillis!)), { connection });
  }

  private async send(due: Date): Promise<void> {
    await fetch(`${process.env.MAIL_URL}/digests`, { method: 'POST', body: due.toISOString() });
  }
}
