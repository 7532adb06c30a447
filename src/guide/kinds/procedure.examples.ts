import type { Examples } from '../examples.ts';

/** What `docs/guide/procedure.md` shows; the tests compile each of them. */
export const examples: Examples = {
  kind: 'procedure',
  is: 'A named sequence of steps.',
  guides: [
    `## Rollback

1. Stop the deployment
2. Put the last release back`,
    `## Recipes

### Cookbook: Add a shelf

\`\`\`bash
./shelf.sh add
\`\`\``,
    `## First-time setup

\`\`\`bash
./scripts/begin.sh
\`\`\``,
    `## Emergency procedures

### Ledger gone

1. Stop every writer
2. Restore the newest copy`,
    `## Dashboards

### Adding a panel

1. Open the board
2. Click "Add"
3. Save it`,
    `## Emergency response

### Outage of the whole system

#### Immediate actions

1. Declare
2. Look

#### Resolution

1. Mend
2. Verify`,
    `## System outage response

### Immediate actions (0-10 minutes)

1. Tell the wards
2. Hand out the forms

### Afterwards (1-12 hours)

1. Write down what happened`,
    `## Recovery procedures

**1. Lost ledger**
\`\`\`bash
pumpctl ledger rebuild
\`\`\`

**2. Lost map**
\`\`\`bash
pumpctl map import --from <archive>
\`\`\``,
    `## Moving house

### If the scale turns out wrong

1. Stop the weighing

\`\`\`bash
systemctl stop scaled
\`\`\`

2. Rebuild/reload the tables with the right scale

3. Start it again

\`\`\`bash
systemctl start scaled
\`\`\``,
  ],
};
