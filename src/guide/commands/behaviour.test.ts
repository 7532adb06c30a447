import { describe, expect, it } from 'vitest';
import type { CommandEffect } from '../../plan/commitment.ts';
import { behaviourOf } from './behaviour.ts';

const effectOf = (source: string, language = 'bash'): CommandEffect => behaviourOf(language, source).effect;

describe('a shell command reads', () => {
  it.each([
    'df -h',
    'kubectl get pods -n shop | grep -c Running',
    'kubectl -n auth rollout status deployment/api --timeout=60s',
    "psql -h db -c 'SELECT count(*) FROM pg_stat_activity'",
    'kubectl exec db-0 -- mysql -e "SHOW PROCESSLIST"',
    'ssh web-1 "systemctl status api && free -m"',
    'curl -sf https://shop.example.com/health',
    "curl -s http://prometheus:9090/api/v1/query --data-urlencode 'query=up == 0'",
    'az monitor metrics list --resource app --metric Requests',
    'aws --profile prod ecs describe-services --cluster shop --services api',
    'gcloud config set project shop',
    'terraform plan -destroy',
    'kubectl delete pod api-1 --dry-run=client',
    'redis-cli -h cache INFO memory',
    'grep -rn "drop table" migrations > /dev/null 2>&1',
    'mongosh --quiet --eval "rs.status()"',
    'psql shop <<SQL\nSELECT 1;\nSQL',
    'ls() {\n  df -h\n}\nls',
    'if (( $(df --output=pcent / | tail -1) > 80 )); then echo full; fi',
    'vercel --version',
    'amtool alert',
    'npm audit',
  ])('%s', (source) => expect(effectOf(source)).toBe('reads'));
});

describe('a shell command changes', () => {
  it.each([
    'sudo systemctl restart api',
    'kubectl rollout undo deployment/api',
    'kubectl delete pod api-1',
    'psql -c "SELECT pg_terminate_backend(42)"',
    'for p in a b; do kubectl scale deployment "$p" --replicas=3; done',
    'az webapp config set --name shop --always-on true',
    'az backup protection backup-now --item-name db',
    'aws ecs update-service --cluster shop --service api --force-new-deployment',
    'curl -X POST https://shop.example.com/admin/cache/warm',
    'pgrep worker | xargs kill -9',
    'kubectl logs deployment/api > incident.txt',
    'bash -c "systemctl stop api"',
    'ssh web-1 <<EOF\nsudo systemctl stop api\nEOF',
    'kubectl exec db-0 -- sh -c "nginx -s reload"',
    'wrangler rollback --env production',
    'amtool silence add alertname=x',
    'npm audit fix',
    'terraform apply -auto-approve',
  ])('%s', (source) => expect(effectOf(source)).toBe('changes'));
});

describe('a shell command destroys', () => {
  it.each([
    'rm -rf /srv/data',
    'rm /var/log/api.log',
    'find /backups -mtime +30 -delete',
    'psql -c "\nDELETE FROM sessions\nWHERE seen < now()\n"',
    'kubectl exec -i db-0 -- psql shop < backup.sql',
    'redis-cli --scan --pattern "cart:*" | xargs redis-cli del',
    'mongosh --eval "db.carts.deleteMany({})"',
    'az group delete --name shop --yes',
    'docker compose down -v',
    'psql <<SQL\nTRUNCATE orders;\nSQL',
  ])('%s', (source) => expect(effectOf(source)).toBe('destroys'));
});

describe('of what a shell command runs nothing is known', () => {
  it.each([
    './scripts/failover.sh',
    'npm run warm',
    'python tools/check.py',
    'psql -f fix.sql',
    'make list',
    'ssh web-1',
    'toString',
    'constructor x',
  ])('%s', (source) => expect(effectOf(source)).toBe('unknown'));
});

describe('a block in another language', () => {
  it.each<[string, string, CommandEffect]>([
    ['sql', 'EXPLAIN ANALYZE SELECT 1; -- DROP TABLE x', 'reads'],
    ['sql', "SELECT 'DELETE FROM x; DROP TABLE y' AS words", 'reads'],
    ['sql', 'EXPLAIN ANALYZE DELETE FROM carts', 'destroys'],
    ['sql', '\\d orders\nSELECT 1', 'reads'],
    ['sql', 'WITH old AS (SELECT id FROM a) UPDATE b SET done = true', 'changes'],
    ['sql', 'ALTER TABLE a DROP COLUMN b', 'destroys'],
    ['sql', 'CREATE INDEX CONCURRENTLY i ON a (b); SELECT 1', 'changes'],
    ['sql', 'CALL tidy_up()', 'unknown'],
    ['kql', 'requests\n| where success == false', 'reads'],
    ['kql', '.drop table Old', 'destroys'],
    ['promql', 'delete_total > 5', 'reads'],
    ['powershell', 'Get-Service api | Restart-Service', 'changes'],
    ['powershell', 'Get-Process | Sort-Object CPU', 'reads'],
    ['powershell', '# restart it\ndocker-compose restart api', 'changes'],
    ['powershell', '$id = 5\naz webapp show `\n  --name shop', 'reads'],
    ['fish', 'systemctl stop api', 'changes'],
    ['cypher', 'MATCH (n) RETURN count(n)', 'reads'],
    ['python', 'print(1)', 'unknown'],
  ])('%s: %s', (language, source, effect) => expect(effectOf(source, language)).toBe(effect));
});

describe('a command that needs a person', () => {
  it.each([
    ['kubectl exec -it deployment/api -- sh', 'terminal'],
    ['docker run -it --rm alpine', 'terminal'],
    ['psql -h db -U app shop', 'terminal'],
    ['sudo vim /etc/hosts', 'terminal'],
    ['mysql -u root -p shop -e "SELECT 1"', 'answer'],
    ['terraform apply -var-file=prod.tfvars', 'answer'],
    ['apt-get install jq', 'answer'],
    ['tail -n100f /var/log/api.log', 'stop'],
    ['docker compose logs --follow', 'stop'],
    ['kubectl port-forward svc/api 8080:80', 'stop'],
  ] as const)('%s', (source, needs) => {
    expect(behaviourOf('bash', source).interactive).toMatchObject([{ needs }]);
  });

  it.each([
    'kubectl exec -i db-0 -- env',
    'psql -h db -tAc "SELECT 1"',
    'psql shop < dump.sql',
    'echo "SELECT 1" | psql shop',
    'terraform apply saved-plan',
    'terraform destroy -auto-approve',
    'top -b -n 1',
    'timeout 30 tail -f log',
    'rm -f x',
    'tail -n 50 /etc/nginx/shop-conf',
    'redis-cli -h cache PING',
  ])('is not %s', (source) => {
    expect(behaviourOf('bash', source).interactive).toEqual([]);
  });
});

describe('the programs of a block', () => {
  it.each([
    ['sudo kubectl get pods | jq .items | wc -l', ['kubectl', 'jq', 'wc']],
    ['export A=$(aws sts get-caller-identity)\necho "$(date +%F) `hostname`"', ['aws', 'date', 'hostname']],
    ['check() {\n  ./probe.sh && return 1\n}\ncheck; A=1 curl -s x', ['./probe.sh', 'curl']],
    ['kubectl get pods \\\n  -n shop # ours\n# df -h\nwhile true; do sleep 1; done', ['kubectl']],
    ["psql -c 'SELECT 1; rm'\nSELECT 1;", ['psql']],
  ])('%s', (source, programs) => expect(behaviourOf('bash', source).programs).toEqual(programs));

  it('are none of a query', () => {
    expect(behaviourOf('sql', 'SELECT 1').programs).toEqual([]);
  });
});
