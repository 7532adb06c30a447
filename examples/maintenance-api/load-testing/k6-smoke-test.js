import { check, sleep } from 'k6';
import http from 'k6/http';

export const options = {
  vus: 2,
  duration: '5s',
  thresholds: {
    http_req_duration: ['p(95)<500'],
    http_req_failed: ['rate<0.01'],
  },
};

const base = __ENV.MAINTENANCE_URL || 'http://localhost:8080';

export default function () {
  check(http.get(`${base}/health/ready`), { ready: (response) => response.status === 200 });
  check(http.get(`${base}/api/tasks?limit=20`), { listed: (response) => response.status === 200 });
  sleep(0.25);
}
