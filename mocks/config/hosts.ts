/** A host name as URLs have it, with a port if it is not the usual one: proxied calls go to public hosts. */
export const EGRESS_HOST = /^[a-z0-9-]+(\.[a-z0-9-]+)+(:\d{1,5})?$/i

/** A host name of any port, often a container's, such as host.docker.internal; "*" is any. */
export const HOST_OR_ANY = /^(\*|[a-z0-9-]+(\.[a-z0-9-]+)*)$/i
