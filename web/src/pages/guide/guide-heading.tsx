import type { Element } from 'hast';
import type { ReactNode } from 'react';
import { Age } from '../../time/time.tsx';
import { useGuide } from './guide-context.ts';
import { IncidentBanner } from './incident-banner.tsx';
import { InlineNotes } from './notes.tsx';
import { useBlock } from './use-block.ts';

/** A heading of the guide. Under its title stand where it comes from and what is wrong now. */
export function GuideHeading({ node, children }: { node?: Element | undefined; children?: ReactNode }) {
  const { attributes, anchor } = useBlock(node, 'heading');
  const { hasMargin, blocks } = useGuide();
  const Tag = (node?.tagName ?? 'h2') as 'h2';
  const isTitle = blocks.titleLine !== null && node?.position?.start.line === blocks.titleLine;
  return (
    <>
      <Tag {...attributes}>{children}</Tag>
      {anchor === undefined || hasMargin ? null : <InlineNotes anchor={anchor} />}
      {isTitle ? <UnderTitle /> : null}
    </>
  );
}

export function UnderTitle() {
  const { live } = useGuide();
  return (
    <>
      <p className="by">
        Operations guide · {live.guide} · applied <Age at={live.system.appliedAt} /> · {live.system.environment}
      </p>
      <IncidentBanner systemId={live.system.id} timeZone={live.timeZone} />
    </>
  );
}
