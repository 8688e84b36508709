#!/usr/bin/env node
import { serve } from '../serve.ts'
import { createCommands } from './commands.ts'

/** The REST API as a driver: `paragon-contract client --driver rest`. */
await serve(
  { name: 'rest', version: '1.0.0', language: 'TypeScript' },
  createCommands((request) => fetch(request)),
)
