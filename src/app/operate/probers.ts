import { mongodbProber } from '../../adapters/mongodb/mongodb-prober.ts';
import { mysqlProber } from '../../adapters/mysql/mysql-prober.ts';
import { postgresProber } from '../../adapters/postgres/postgres-prober.ts';
import { redisProber } from '../../adapters/redis/redis-prober.ts';
import { httpProber } from '../../observe/http-prober.ts';
import type { Probers } from '../../observe/probe.ts';
import { tcpProber, tlsProber } from '../../observe/socket-probers.ts';

export const probers: Probers = {
  http: httpProber,
  postgres: postgresProber,
  mysql: mysqlProber,
  redis: redisProber,
  mongodb: mongodbProber,
  tcp: tcpProber,
  tls: tlsProber,
};
