import type { TrafficCall } from '../../host/src/traffic.ts';

/** Customers who ask for an assessment now and then and read the finished ones again and again. */
const companies = [
  { company: 'Northwind Traders', industry: 'retail', servers: 40, monthlyBudget: 4_000, clouds: ['aws', 'azure'] },
  { company: 'Contoso Clinics', industry: 'health', servers: 120, monthlyBudget: 9_000, clouds: ['azure'] },
  { company: 'Fabrikam Bank', industry: 'finance', servers: 300, monthlyBudget: 80_000, clouds: ['aws', 'gcp'] },
];
const keptAssessments = 60;
const readIds = 5;

let readable: string[] = [];

export default async function traffic(call: TrafficCall, turn: number): Promise<void> {
  if (turn % 20 === 0) {
    const request = companies[(turn / 20) % companies.length];
    await call({ method: 'POST', path: '/api/assessments', body: { userId: `user-${turn % 7}`, ...request } });
  } else if (turn % 20 === 1 || readable.length === 0) {
    readable = (await assessmentsThat(call, `status=completed&limit=${readIds}`)).map(({ _id }) => _id);
  } else if (turn % 60 === 30) {
    for (const { _id } of await assessmentsThat(call, `status=completed&limit=5&offset=${keptAssessments}`)) {
      await call({ method: 'DELETE', path: `/api/assessments/${_id}` });
    }
  } else {
    const suffix = turn % 4 === 0 ? '/report' : '';
    await call({ path: `/api/assessments/${readable[turn % readable.length]}${suffix}` });
  }
}

async function assessmentsThat(call: TrafficCall, query: string): Promise<{ _id: string }[]> {
  const { status, body } = await call({ path: `/api/assessments?${query}` });
  return status === 200 ? (body as { assessments: { _id: string }[] }).assessments : [];
}
