import { describe, expect, it } from 'vitest';
import { actionsIn, addressIn, channelIn } from './channel.ts';
import { languageOf } from './language.ts';
import { moneyIn } from './money.ts';
import { severityIn, severityTitleIn } from './severity-name.ts';
import { cronDaysIn, weekdayIn } from './weekday.ts';

describe('severities', () => {
  it.each([
    ['P1 - High', 'P1'],
    ['App Down (Severity 0)', 'S0'],
    ['SEV-2', 'SEV-2'],
    ['Warning', 'warning'],
    ['fine', null],
  ])('%s', (text, expected) => expect(severityIn(text)).toBe(expected));

  it('are called what stands beside the class', () => {
    expect(['P0 - Critical', 'High (S1)', 'P2'].map(severityTitleIn)).toEqual(['Critical', 'High', null]);
  });
});

describe('money', () => {
  it.each([
    ['~$340/month', { amount: 340, currency: 'USD' }],
    ['EUR 1,200', { amount: 1200, currency: 'EUR' }],
    ['250 €', { amount: 250, currency: 'EUR' }],
    ['1.5k USD', { amount: 1500, currency: 'USD' }],
    ['80%', null],
  ])('%s', (text, expected) => expect(moneyIn(text)).toEqual(expected));
});

describe('channels and addresses', () => {
  it.each([
    ['CTO (cto@example.com)', { channel: 'email', address: 'cto@example.com' }],
    ['+1 555 010 0200', { channel: 'phone', address: '+1 555 010 0200' }],
    ['post in #incidents', { channel: 'slack', address: '#incidents' }],
    ['2024-01-01', null],
  ])('%s', (text, expected) => expect(addressIn(text)).toEqual(expected));

  it('"on-call" is no telephone', () => expect(channelIn('On-Call Engineer')).toBeNull());
  it('keep their order', () =>
    expect(actionsIn('SMS, then Slack, and restart it')).toEqual(['sms', 'slack', 'restart']));
});

describe('weekdays', () => {
  it('are read in words and ranges', () => {
    expect(weekdayIn('Mondays at 9')).toBe('MO');
    expect(cronDaysIn('Mon-Sat')).toBe('1-6');
    expect(cronDaysIn('weekends')).toBe('0,6');
  });
});

describe('languages of blocks', () => {
  it.each([
    ['kusto', 'x', 'kql'],
    [null, 'kubectl get pods', 'bash'],
    [null, '-- how many?\nSELECT count(*) FROM t;', 'sql'],
    [null, 'requests\n| where success == false', 'kql'],
    [null, '{"status": "ok"}', 'json'],
    ['text', 'L1\n ↓\nL2', null],
  ])('%s: %s', (label, source, expected) => expect(languageOf(label, source)).toBe(expected));
});
