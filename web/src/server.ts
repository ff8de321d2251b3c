// HTTP with the server, and nothing else. Nothing is sent but what the reader submits.

import type { Day, Event, Progress, Review, Text, Verdict } from 'yushen';
import { readJson, writeJson } from './exact';

const API = '/api/v1';

export const rulebookUrl = (id: string): string => `${API}/rulebooks/${encodeURIComponent(id)}`;

export interface Place {
  id: string;
  name: Text;
  place: Text;
  hash: string;
}

export type Intent = 'file' | 'assist';

/** What the reader saw when they submitted. */
export interface Seen {
  rulebook: { hash: string };
  on: string;
  verdict: Verdict;
}

export interface Submission {
  id: string;
  receivedAt: string;
  intent: Intent;
  state: string;
  review: Review;
  /** Whether the server's own review came to the same verdict; null where none was sent along. */
  agreed: boolean | null;
}

/** A line of the log of a submission. */
export interface Happened {
  id: string;
  type: string;
  on: Day;
  at: string;
  /** As the rules read it, where it is no hand-in and no paper of the office. */
  detail?: Event;
}

/** A submission read back with its key. */
export interface StoredCase extends Submission {
  application: unknown;
  files: StoredFile[];
  events: Happened[];
  /** Null where the application no longer fits the rules of today. */
  progress: Progress | null;
}

/** A file that the server has. */
export interface StoredFile {
  sha256: string;
  bytes: number;
}

export interface FieldError {
  pointer: string;
  code: string;
  zh: string;
  en: string;
}

/** The server's answer when it cannot do as asked (RFC 9457), or that it was not reached. */
export class Problem extends Error {
  constructor(
    readonly status: number,
    readonly text: Text,
    readonly errors: FieldError[] = [],
    readonly review: Review | null = null,
  ) {
    super(text.en);
  }

  /** No answer came: whether it was stored is not known, so the same must be sent again. */
  get unreached(): boolean {
    return this.status === 0;
  }
}

export const listPlaces = async (): Promise<Place[]> =>
  (JSON.parse(await ask('GET', '/rulebooks')) as { rulebooks: Place[] }).rulebooks;

/** Files or asks for assistance. The same id, key and body may be sent again: it is stored once. */
export const submit = async (
  id: string,
  key: string,
  body: { intent: Intent; acknowledged?: true | undefined; application: unknown; review: Seen },
): Promise<Submission> => JSON.parse(await ask('PUT', `/submissions/${id}`, key, body)) as Submission;

/** Reads a submission back; the numbers in its application keep their text. */
export async function find(id: string, key: string): Promise<StoredCase> {
  const text = await ask('GET', `/submissions/${encodeURIComponent(id)}`, key);
  const { application } = readJson(text) as { application: unknown };
  return { ...(JSON.parse(text) as StoredCase), application };
}

/** Amends or withdraws. The same event id may be sent again: it happens once. */
export const appendEvent = async (
  id: string,
  key: string,
  event:
    | { id: string; type: 'amended'; application: unknown; acknowledged?: true | undefined; review: Seen }
    | { id: string; type: 'withdrawn' },
): Promise<Submission> => JSON.parse(await ask('POST', `/submissions/${id}/events`, key, event)) as Submission;

const filePath = (id: string, sha256: string) => `/submissions/${encodeURIComponent(id)}/files/${sha256}`;

/** Stores a file that the application tells of. The same may be sent again: it is stored once. */
export const putFile = async (id: string, key: string, sha256: string, file: Blob): Promise<StoredFile> =>
  JSON.parse(await ask('PUT', filePath(id, sha256), key, file)) as StoredFile;

/** The very bytes of a stored file; nothing where they cannot be had now. */
export async function getFile(id: string, key: string, sha256: string): Promise<Blob | null> {
  const asked = fetch(API + filePath(id, sha256), { headers: { Authorization: `Bearer ${key}` } });
  const response = await asked.catch(() => null);
  return response?.ok ? response.blob().catch(() => null) : null;
}

async function ask(method: string, path: string, key?: string, body?: unknown): Promise<string> {
  const headers: Record<string, string> = { Accept: 'application/json' };
  if (key !== undefined) headers['Authorization'] = `Bearer ${key}`;
  if (body !== undefined) headers['Content-Type'] = body instanceof Blob ? 'application/octet-stream' : 'application/json';
  const sent: RequestInit = { method, headers };
  if (body !== undefined) sent.body = body instanceof Blob ? body : writeJson(body);
  const response = await fetch(API + path, sent).catch(() => null);
  const text = await response?.text().catch(() => null);
  if (!response || text == null) throw new Problem(0, { zh: '', en: '' });
  if (!response.ok) throw problem(response.status, text);
  return text;
}

function problem(status: number, text: string): Problem {
  try {
    const told = JSON.parse(text) as {
      titles?: Text;
      details?: Text;
      errors?: FieldError[];
      review?: Review;
    };
    const words = told.details ?? told.titles ?? { zh: '', en: '' };
    return new Problem(status, words, told.errors, told.review ?? null);
  } catch {
    return new Problem(status, { zh: '', en: '' });
  }
}
