#!/usr/bin/env node
import { createCommands } from './commands.ts'
import { serve } from './serve.ts'

/** The REST API as a driver: `paragon-contract client --driver rest`. */
await serve(
  { name: 'rest', version: '1.0.0' },
  createCommands((request) => fetch(request)),
)
