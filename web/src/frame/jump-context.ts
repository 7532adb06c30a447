import { createContext } from 'react';
import type { JumpScope } from './jump-items.ts';

/** Opens the jump list from anywhere inside the frame. */
export const jumpContext = createContext<(scope: JumpScope) => void>(() => undefined);
