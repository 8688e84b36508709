-- Google's accounts have had what they start with written with them so far; from now on it is on first use, as of the others.
UPDATE "ProviderAccount" SET "isSeeded" = true WHERE "directory" = 'google';
