import { useMutation, useQuery } from '@tanstack/react-query';
import { createToken, revokeToken } from '../../api/deeds.ts';
import { tokensQuery } from '../../api/queries.ts';
import type { TokenScope } from '../../api/wire.ts';
import { DeedButton } from '../../frame/deed.tsx';
import { formText } from '../../frame/form-text.ts';
import { Loading, Trouble } from '../../frame/trouble.tsx';
import { Age, Moment } from '../../time/time.tsx';

const scopes: Readonly<Record<TokenScope, string>> = {
  read: 'read: see everything',
  respond: 'respond: acknowledge, resolve, run commands',
  administer: 'administer: everything',
  ingest: 'ingest: send telemetry only',
};

/** API tokens. A secret is shown once, when it is made. */
export function Tokens() {
  const query = useQuery(tokensQuery);
  return (
    <section aria-labelledby="tokens">
      <h2 id="tokens">API tokens</h2>
      {query.data === undefined ? (
        query.error === null ? (
          <Loading what="the tokens" lines={2} />
        ) : (
          <Trouble error={query.error} retry={query.refetch} />
        )
      ) : query.data.length === 0 ? (
        <p className="soft">None yet. A script or a telemetry sender signs in with one.</p>
      ) : (
        <ul className="rows">
          {query.data.map((token) => (
            <li key={token.id}>
              <span className="row-title">
                {token.name}
                <small>
                  {token.scope} · made <Moment at={token.createdAt} />
                  {token.expiresAt === null ? null : (
                    <>
                      {' '}
                      · ends <Moment at={token.expiresAt} />
                    </>
                  )}
                </small>
              </span>
              <span className="row-time">
                {token.lastUsedAt === null ? 'never used' : <Age at={token.lastUsedAt} />}
                <small>
                  <DeedButton className="plain" label={`Revoke ${token.name}`} deed={() => revokeToken(token.id)}>
                    Revoke
                  </DeedButton>
                </small>
              </span>
            </li>
          ))}
        </ul>
      )}
      <NewToken />
    </section>
  );
}

function NewToken() {
  const mutation = useMutation({
    mutationFn: ({ name, scope }: { name: string; scope: TokenScope }) => createToken(name, scope, null),
  });
  return (
    <form
      className="form"
      onSubmit={(event) => {
        event.preventDefault();
        const fields = new FormData(event.currentTarget);
        mutation.mutate({ name: formText(fields, 'name'), scope: formText(fields, 'scope') as TokenScope });
        event.currentTarget.reset();
      }}
    >
      <label>
        Name of the token
        <input name="name" required maxLength={100} placeholder="what it is for" />
      </label>
      <label>
        What it may do
        <select name="scope" defaultValue="read">
          {Object.entries(scopes).map(([scope, words]) => (
            <option key={scope} value={scope}>
              {words}
            </option>
          ))}
        </select>
      </label>
      {mutation.error === null ? null : (
        <p className="deed-error" role="alert">
          {mutation.error.message}
        </p>
      )}
      <button type="submit" className="button" disabled={mutation.isPending}>
        Make a token
      </button>
      {mutation.data === undefined ? null : (
        <p role="status" className="secret">
          The secret of {mutation.data.name}, shown only now: <code>{mutation.data.token}</code>
        </p>
      )}
    </form>
  );
}
