#!/usr/bin/env node
import { main } from './app/main.ts';

process.exitCode = await main(process.argv);
