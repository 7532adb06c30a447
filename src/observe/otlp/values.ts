import type { AnyValue, KeyValue } from './request.ts';

/** Nanoseconds as decimal text → seconds with nine places. ClickHouse tells it from a date by its ten digits. */
export function secondsText(nanoseconds: string | undefined): string {
  const digits = (nanoseconds ?? '0').padStart(19, '0');
  return `${digits.slice(0, -9)}.${digits.slice(-9)}`;
}

/** DateTime64(9) ends in April 2262, where nanoseconds leave a signed 64-bit integer. */
const LAST_NANOSECOND = 9_223_372_036_854_775_807n;

export function isStorableTime(nanoseconds: string | undefined): boolean {
  const time = BigInt(nanoseconds ?? '0');
  return time > 0n && time <= LAST_NANOSECOND;
}

export function hexId(id: Uint8Array | undefined): string {
  return id === undefined ? '' : Buffer.from(id).toString('hex');
}

/** As the Collector writes attributes: text as it is, numbers in decimal, lists and maps as JSON, bytes as base64. */
export function attributesOf(pairs: readonly KeyValue[] | undefined): Record<string, string> {
  const attributes: Record<string, string> = Object.create(null);
  for (const { key, value } of pairs ?? []) attributes[key ?? ''] = textOf(value);
  return attributes;
}

export function textOf(value: AnyValue | undefined): string {
  if (value === undefined) return '';
  const plain = plainOf(value);
  if (plain === null) return '';
  return typeof plain === 'object' ? JSON.stringify(plain) : String(plain);
}

type Plain = string | number | boolean | null | readonly Plain[] | { readonly [key: string]: Plain };

function plainOf(value: AnyValue | undefined): Plain {
  if (value === undefined) return null;
  if (value.stringValue !== undefined) return value.stringValue;
  if (value.boolValue !== undefined) return value.boolValue;
  if (value.intValue !== undefined) return integerOf(value.intValue);
  if (value.doubleValue !== undefined) return value.doubleValue;
  if (value.arrayValue !== undefined) return (value.arrayValue.values ?? []).map(plainOf);
  if (value.kvlistValue !== undefined) {
    return Object.fromEntries((value.kvlistValue.values ?? []).map((pair) => [pair.key ?? '', plainOf(pair.value)]));
  }
  if (value.bytesValue !== undefined) return Buffer.from(value.bytesValue).toString('base64');
  return null;
}

/** An integer that a double cannot hold stays text. */
function integerOf(digits: string): number | string {
  const value = Number(digits);
  return Number.isSafeInteger(value) ? value : digits;
}
