/**
 * `/ui/scripts/sdk.js`: the vendor's package as it is, for pages without a bundler. It defines `paragon` on window, pointed at
 * this sandbox wherever the tag stands: at once, deferred, or added later.
 */
import './before-sdk.ts'
import { connectSingleton, paragon } from '@useparagon/connect'
import { bases, isDocumentLoading } from './before-sdk.ts'

Reflect.deleteProperty(document, 'readyState')
// As if the constructor had been given them. configureGlobal would sign out whoever the SDK has just found signed in.
Object.assign(Reflect.get(connectSingleton, 'environments'), bases)
if (!isDocumentLoading) Reflect.get(connectSingleton, 'createReactRoot').call(connectSingleton)

Object.assign(window, { paragon })
