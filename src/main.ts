#!/usr/bin/env node
import { setFlagsFromString } from 'node:v8';
import { main } from './app/main.ts';

// A command reads a guide once, by hundreds of expressions: interpreting each before it is compiled, as V8 does of
// itself, is a fifth of the time until the answer. A long-lived process ends up with the same code either way.
setFlagsFromString('--no-regexp-tier-up');

process.exitCode = await main(process.argv);
