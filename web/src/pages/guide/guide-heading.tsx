import { Link } from '@tanstack/react-router';
import type { Element } from 'hast';
import type { ReactNode } from 'react';
import { useMedia } from '../../frame/use-media.ts';
import { Age } from '../../time/time.tsx';
import { useGuide } from './guide-context.ts';
import { IncidentBanner } from './incident-banner.tsx';
import { InlineNotes } from './notes.tsx';
import { Totals } from './outline.tsx';
import { UnderTitleOnPaper } from './paper.tsx';
import { ProblemsBanner } from './problems-banner.tsx';
import { useBlock } from './use-block.ts';

/** A heading of the guide. Under its title stand where it comes from and what is wrong now. */
export function GuideHeading({ node, children }: { node?: Element | undefined; children?: ReactNode }) {
  const { attributes, anchor } = useBlock(node, 'heading');
  const { hasMargin, reading } = useGuide();
  const Tag = (node?.tagName ?? 'h2') as 'h2';
  const isTitle = reading.titleLine !== null && node?.position?.start.line === reading.titleLine;
  return (
    <>
      <Tag {...attributes}>{children}</Tag>
      {anchor === undefined || hasMargin ? null : <InlineNotes anchor={anchor} />}
      {isTitle ? <UnderTitle /> : null}
    </>
  );
}

export function UnderTitle() {
  const { live, onPaper } = useGuide();
  // The widths at which guide.css shows no outline, where the totals stand otherwise.
  const hasOutline = useMedia('(min-width: 1180.02px)');
  if (onPaper) return <UnderTitleOnPaper />;
  return (
    <>
      <p className="by">
        Operations guide · {live.guide} · applied <Age at={live.system.appliedAt} /> · {live.system.environment}
        <span className="ways">
          <Link to="/systems/$systemId/edit" params={{ systemId: live.system.id }} search={{}}>
            Edit
          </Link>
          <Link to="/systems/$systemId/print" params={{ systemId: live.system.id }}>
            Print
          </Link>
        </span>
      </p>
      <ProblemsBanner system={live.system} />
      {hasOutline ? null : <Totals />}
      <IncidentBanner systemId={live.system.id} timeZone={live.system.timeZone} />
    </>
  );
}
