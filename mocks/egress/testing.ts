/**
 * A certificate for `api.real.example` and its key, good from 2020 to 2120, made with openssl for these tests: Node has
 * no way to make one. Nobody trusts it who is not told to.
 */
export const REAL_HOST = 'api.real.example'

export const certificate = `-----BEGIN CERTIFICATE-----
MIIBdzCCARygAwIBAgIBATAKBggqhkjOPQQDAjAbMRkwFwYDVQQDDBBhcGkucmVh
bC5leGFtcGxlMCAXDTIwMDEwMTAwMDAwMFoYDzIxMjAwMTAxMDAwMDAwWjAbMRkw
FwYDVQQDDBBhcGkucmVhbC5leGFtcGxlMFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcD
QgAE0OQHM8oz5exd+FEDc2qo/uu6/CMTdzGO54bYgd/JVmpyi58Utk4igWqqxyLQ
nhD7cSAiKEWvPCt7dx0dGfvFq6NPME0wDwYDVR0TAQH/BAUwAwEB/zAbBgNVHREE
FDASghBhcGkucmVhbC5leGFtcGxlMB0GA1UdDgQWBBT1SZbUosxAiELwMX7hykhf
Udao8TAKBggqhkjOPQQDAgNJADBGAiEAl2v3ya9+uV/PHXl62Q6WX96vSSmJbo7I
ZJY7KZsvVMkCIQDvf0mI81CFPZ3EOEOgquDLZJ710N5PGsW6beE1MSdAyg==
-----END CERTIFICATE-----`

export const certificateKey = `-----BEGIN PRIVATE KEY-----
MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQgV2m35f4dDbJ3SSDx
q1QYEx4ZAl7fHUWJJfRdqtyjxSGhRANCAATQ5AczyjPl7F34UQNzaqj+67r8IxN3
MY7nhtiB38lWanKLnxS2TiKBaqrHItCeEPtxICIoRa88K3t3HR0Z+8Wr
-----END PRIVATE KEY-----`
