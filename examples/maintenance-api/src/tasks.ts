import { randomUUID } from 'node:crypto';
import type { RowDataPacket } from 'mysql2/promise';
import { z } from 'zod';
import type { Database } from './database.ts';

/**
 * A maintenance task. Its states: open → assigned → completed; assigning again changes hands, completing needs no
 * assignee, and nothing leads out of completed.
 */
export const newTask = z.strictObject({
  title: z.string().trim().min(1).max(200),
  description: z.string().max(10_000).default(''),
  priority: z.enum(['low', 'normal', 'high', 'urgent']).default('normal'),
  dueAt: z.iso.datetime().nullable().default(null),
});
export const taskChange = z.strictObject({
  title: newTask.shape.title.optional(),
  description: z.string().max(10_000).optional(),
  priority: z.enum(['low', 'normal', 'high', 'urgent']).optional(),
  dueAt: z.iso.datetime().nullable().optional(),
});
export const assignment = z.strictObject({ assignee: z.string().trim().min(1).max(100) });
export const taskQuery = z.strictObject({
  status: z.enum(['open', 'assigned', 'completed']).optional(),
  assignee: z.string().max(100).optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
  offset: z.coerce.number().int().min(0).max(1_000_000).default(0),
});

export interface Task {
  id: string;
  title: string;
  description: string;
  priority: string;
  status: 'open' | 'assigned' | 'completed';
  assignee: string | null;
  dueAt: Date | null;
  createdAt: Date;
  updatedAt: Date;
  completedAt: Date | null;
}

/** What came of a change that depends on the task's state. */
export type Transition = { outcome: 'done'; task: Task } | { outcome: 'missing' } | { outcome: 'completed-already' };

const columns = `id, title, description, priority, status, assignee, due_at AS dueAt, created_at AS createdAt,
  updated_at AS updatedAt, completed_at AS completedAt`;

export class Tasks {
  readonly #database: Database;
  readonly #now: () => number;

  constructor(database: Database, now: () => number) {
    this.#database = database;
    this.#now = now;
  }

  async create({ title, description, priority, dueAt }: z.infer<typeof newTask>): Promise<Task> {
    const id = randomUUID();
    const at = new Date(this.#now());
    await this.#database.write(
      'INSERT tasks',
      'INSERT INTO tasks (id, title, description, priority, due_at, created_at, updated_at) VALUES (?, ?, ?, ?, ?, ?, ?)',
      [id, title, description, priority, dueAt === null ? null : new Date(dueAt), at, at],
    );
    return {
      id,
      title,
      description,
      priority,
      status: 'open',
      assignee: null,
      completedAt: null,
      createdAt: at,
      updatedAt: at,
      dueAt: dueAt === null ? null : new Date(dueAt),
    };
  }

  async find(id: string): Promise<Task | null> {
    const [row] = await this.#database.read<Task & RowDataPacket>(
      'SELECT tasks',
      `SELECT ${columns} FROM tasks WHERE id = ?`,
      [id],
    );
    return row ?? null;
  }

  /** Newest first. `total` counts all that match, not the page. */
  async list({
    status,
    assignee,
    limit,
    offset,
  }: z.infer<typeof taskQuery>): Promise<{ tasks: Task[]; total: number }> {
    const filter = 'WHERE (? IS NULL OR status = ?) AND (? IS NULL OR assignee = ?)';
    const values = [status ?? null, status ?? null, assignee ?? null, assignee ?? null];
    const [tasks, counts] = await Promise.all([
      this.#database.read<Task & RowDataPacket>(
        'SELECT tasks',
        `SELECT ${columns} FROM tasks ${filter} ORDER BY created_at DESC, id LIMIT ? OFFSET ?`,
        [...values, limit, offset],
      ),
      this.#database.read<{ total: number } & RowDataPacket>(
        'COUNT tasks',
        `SELECT COUNT(*) AS total FROM tasks ${filter}`,
        values,
      ),
    ]);
    return { tasks, total: counts[0]?.total ?? 0 };
  }

  async change(id: string, change: z.infer<typeof taskChange>): Promise<Task | null> {
    const current = await this.find(id);
    if (!current) return null;
    const dueAt = change.dueAt === undefined ? current.dueAt : change.dueAt === null ? null : new Date(change.dueAt);
    await this.#database.write(
      'UPDATE tasks',
      'UPDATE tasks SET title = ?, description = ?, priority = ?, due_at = ?, updated_at = ? WHERE id = ?',
      [
        change.title ?? current.title,
        change.description ?? current.description,
        change.priority ?? current.priority,
        dueAt,
        new Date(this.#now()),
        id,
      ],
    );
    return this.find(id);
  }

  assign(id: string, assignee: string): Promise<Transition> {
    return this.#unlessCompleted(
      id,
      `UPDATE tasks SET status = 'assigned', assignee = ?, updated_at = ? WHERE id = ? AND status <> 'completed'`,
      [assignee, new Date(this.#now()), id],
    );
  }

  complete(id: string): Promise<Transition> {
    const at = new Date(this.#now());
    return this.#unlessCompleted(
      id,
      `UPDATE tasks SET status = 'completed', completed_at = ?, updated_at = ? WHERE id = ? AND status <> 'completed'`,
      [at, at, id],
    );
  }

  async remove(id: string): Promise<boolean> {
    const { affectedRows } = await this.#database.write('DELETE tasks', 'DELETE FROM tasks WHERE id = ?', [id]);
    return affectedRows > 0;
  }

  /** The state is part of the statement's condition, so two who complete at once are told apart. */
  async #unlessCompleted(id: string, statement: string, values: (string | Date)[]): Promise<Transition> {
    const { affectedRows } = await this.#database.write('UPDATE tasks', statement, values);
    const task = await this.find(id);
    if (!task) return { outcome: 'missing' };
    return affectedRows > 0 ? { outcome: 'done', task } : { outcome: 'completed-already' };
  }
}
