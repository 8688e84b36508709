-- CreateTable
CREATE TABLE "Project" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "name" TEXT NOT NULL,
    "allowedOrigins" JSONB NOT NULL,
    "accessibleFeatures" JSONB NOT NULL,
    "billingPlan" TEXT NOT NULL,
    "revision" INTEGER NOT NULL DEFAULT 0,
    "dateCreated" DATETIME NOT NULL
);

-- CreateTable
CREATE TABLE "SigningKey" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "projectId" TEXT NOT NULL,
    "publicKey" TEXT NOT NULL,
    "sealedPrivate" TEXT,
    "dateCreated" DATETIME NOT NULL,
    CONSTRAINT "SigningKey_projectId_fkey" FOREIGN KEY ("projectId") REFERENCES "Project" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "Persona" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "projectId" TEXT NOT NULL,
    "userId" TEXT NOT NULL,
    "meta" JSONB NOT NULL,
    "revision" INTEGER NOT NULL DEFAULT 0,
    "dateCreated" DATETIME NOT NULL,
    "dateUpdated" DATETIME NOT NULL,
    CONSTRAINT "Persona_projectId_fkey" FOREIGN KEY ("projectId") REFERENCES "Project" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "Integration" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "projectId" TEXT NOT NULL,
    "type" TEXT NOT NULL,
    "position" INTEGER NOT NULL,
    "isActive" BOOLEAN NOT NULL,
    "definition" JSONB NOT NULL,
    CONSTRAINT "Integration_projectId_fkey" FOREIGN KEY ("projectId") REFERENCES "Project" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "Workflow" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "projectId" TEXT NOT NULL,
    "integrationId" TEXT NOT NULL,
    "position" INTEGER NOT NULL,
    "definition" JSONB NOT NULL,
    CONSTRAINT "Workflow_projectId_fkey" FOREIGN KEY ("projectId") REFERENCES "Project" ("id") ON DELETE CASCADE ON UPDATE CASCADE,
    CONSTRAINT "Workflow_integrationId_fkey" FOREIGN KEY ("integrationId") REFERENCES "Integration" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "Credential" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "projectId" TEXT NOT NULL,
    "personaId" TEXT NOT NULL,
    "integrationId" TEXT NOT NULL,
    "externalId" TEXT,
    "status" TEXT NOT NULL,
    "providerId" TEXT NOT NULL,
    "providerData" JSONB NOT NULL,
    "isPreviewCredential" BOOLEAN NOT NULL DEFAULT false,
    "isRefreshing" BOOLEAN NOT NULL DEFAULT false,
    "refreshFailureCount" INTEGER NOT NULL DEFAULT 0,
    "sealedSecret" TEXT,
    "dateCreated" DATETIME NOT NULL,
    "dateUpdated" DATETIME NOT NULL,
    "dateRefreshed" DATETIME NOT NULL,
    "dateValidUntil" DATETIME,
    CONSTRAINT "Credential_personaId_fkey" FOREIGN KEY ("personaId") REFERENCES "Persona" ("id") ON DELETE CASCADE ON UPDATE CASCADE,
    CONSTRAINT "Credential_integrationId_fkey" FOREIGN KEY ("integrationId") REFERENCES "Integration" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "Configuration" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "credentialId" TEXT NOT NULL,
    "isDefault" BOOLEAN NOT NULL,
    "externalId" TEXT,
    "sharedSettings" JSONB NOT NULL,
    "meta" JSONB NOT NULL,
    "dateCreated" DATETIME NOT NULL,
    "dateUpdated" DATETIME NOT NULL,
    CONSTRAINT "Configuration_credentialId_fkey" FOREIGN KEY ("credentialId") REFERENCES "Credential" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "WorkflowSetting" (
    "configurationId" TEXT NOT NULL,
    "workflowId" TEXT NOT NULL,
    "enabled" BOOLEAN NOT NULL,
    "settings" JSONB NOT NULL,

    PRIMARY KEY ("configurationId", "workflowId"),
    CONSTRAINT "WorkflowSetting_configurationId_fkey" FOREIGN KEY ("configurationId") REFERENCES "Configuration" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "OAuthSession" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "stateHash" TEXT NOT NULL,
    "projectId" TEXT NOT NULL,
    "personaId" TEXT NOT NULL,
    "integrationId" TEXT NOT NULL,
    "oauthMetaKeyId" TEXT NOT NULL,
    "originForPostMessage" TEXT NOT NULL,
    "installOptions" JSONB NOT NULL,
    "redirectUri" TEXT NOT NULL,
    "sealedVerifier" TEXT NOT NULL,
    "dateConsumed" DATETIME,
    "connectCredentialId" TEXT,
    "dateCreated" DATETIME NOT NULL,
    "dateExpires" DATETIME NOT NULL,
    CONSTRAINT "OAuthSession_personaId_fkey" FOREIGN KEY ("personaId") REFERENCES "Persona" ("id") ON DELETE CASCADE ON UPDATE CASCADE,
    CONSTRAINT "OAuthSession_integrationId_fkey" FOREIGN KEY ("integrationId") REFERENCES "Integration" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "ProviderKey" (
    "kid" TEXT NOT NULL PRIMARY KEY,
    "sealedJwk" TEXT NOT NULL,
    "dateCreated" DATETIME NOT NULL
);

-- CreateTable
CREATE TABLE "ProviderClient" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "projectId" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "directory" TEXT NOT NULL,
    "secretHash" TEXT,
    "isFirstParty" BOOLEAN NOT NULL DEFAULT false,
    "redirectUris" JSONB NOT NULL,
    "scopes" JSONB NOT NULL,
    "dateCreated" DATETIME NOT NULL,
    CONSTRAINT "ProviderClient_projectId_fkey" FOREIGN KEY ("projectId") REFERENCES "Project" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "ProviderAccount" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "projectId" TEXT NOT NULL,
    "directory" TEXT NOT NULL,
    "email" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "hue" INTEGER NOT NULL,
    "kind" TEXT NOT NULL,
    "person" TEXT NOT NULL,
    "dateCreated" DATETIME NOT NULL,
    CONSTRAINT "ProviderAccount_projectId_fkey" FOREIGN KEY ("projectId") REFERENCES "Project" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "ProviderGrant" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "clientId" TEXT NOT NULL,
    "accountId" TEXT NOT NULL,
    "scope" TEXT NOT NULL,
    "dateCreated" DATETIME NOT NULL,
    "dateRevoked" DATETIME,
    CONSTRAINT "ProviderGrant_clientId_fkey" FOREIGN KEY ("clientId") REFERENCES "ProviderClient" ("id") ON DELETE CASCADE ON UPDATE CASCADE,
    CONSTRAINT "ProviderGrant_accountId_fkey" FOREIGN KEY ("accountId") REFERENCES "ProviderAccount" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "AuthorizationCode" (
    "hash" TEXT NOT NULL PRIMARY KEY,
    "grantId" TEXT NOT NULL,
    "redirectUri" TEXT NOT NULL,
    "codeChallenge" TEXT,
    "nonce" TEXT,
    "dateCreated" DATETIME NOT NULL,
    "dateExpires" DATETIME NOT NULL,
    "dateUsed" DATETIME,
    CONSTRAINT "AuthorizationCode_grantId_fkey" FOREIGN KEY ("grantId") REFERENCES "ProviderGrant" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "ProviderToken" (
    "hash" TEXT NOT NULL PRIMARY KEY,
    "grantId" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "dateCreated" DATETIME NOT NULL,
    "dateExpires" DATETIME NOT NULL,
    "dateUsed" DATETIME,
    CONSTRAINT "ProviderToken_grantId_fkey" FOREIGN KEY ("grantId") REFERENCES "ProviderGrant" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "DriveFile" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "accountId" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "mimeType" TEXT NOT NULL,
    "parentId" TEXT,
    "description" TEXT,
    "starred" BOOLEAN NOT NULL DEFAULT false,
    "trashed" BOOLEAN NOT NULL DEFAULT false,
    "size" INTEGER NOT NULL,
    "md5Checksum" TEXT,
    "content" BLOB,
    "version" INTEGER NOT NULL DEFAULT 1,
    "dateCreated" DATETIME NOT NULL,
    "dateModified" DATETIME NOT NULL,
    CONSTRAINT "DriveFile_accountId_fkey" FOREIGN KEY ("accountId") REFERENCES "ProviderAccount" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);

-- CreateIndex
CREATE INDEX "SigningKey_projectId_idx" ON "SigningKey"("projectId");

-- CreateIndex
CREATE UNIQUE INDEX "Persona_projectId_userId_key" ON "Persona"("projectId", "userId");

-- CreateIndex
CREATE UNIQUE INDEX "Integration_projectId_type_key" ON "Integration"("projectId", "type");

-- CreateIndex
CREATE INDEX "Workflow_projectId_idx" ON "Workflow"("projectId");

-- CreateIndex
CREATE INDEX "Workflow_integrationId_idx" ON "Workflow"("integrationId");

-- CreateIndex
CREATE INDEX "Credential_personaId_dateCreated_idx" ON "Credential"("personaId", "dateCreated");

-- CreateIndex
CREATE INDEX "Credential_integrationId_idx" ON "Credential"("integrationId");

-- CreateIndex
CREATE UNIQUE INDEX "Credential_personaId_integrationId_externalId_key" ON "Credential"("personaId", "integrationId", "externalId");

-- CreateIndex
CREATE UNIQUE INDEX "Configuration_credentialId_externalId_key" ON "Configuration"("credentialId", "externalId");

-- CreateIndex
CREATE UNIQUE INDEX "OAuthSession_stateHash_key" ON "OAuthSession"("stateHash");

-- CreateIndex
CREATE INDEX "OAuthSession_integrationId_idx" ON "OAuthSession"("integrationId");

-- CreateIndex
CREATE INDEX "OAuthSession_dateExpires_idx" ON "OAuthSession"("dateExpires");

-- CreateIndex
CREATE UNIQUE INDEX "OAuthSession_personaId_oauthMetaKeyId_key" ON "OAuthSession"("personaId", "oauthMetaKeyId");

-- CreateIndex
CREATE INDEX "ProviderClient_projectId_idx" ON "ProviderClient"("projectId");

-- CreateIndex
CREATE INDEX "ProviderAccount_projectId_directory_person_idx" ON "ProviderAccount"("projectId", "directory", "person");

-- CreateIndex
CREATE UNIQUE INDEX "ProviderAccount_projectId_directory_email_key" ON "ProviderAccount"("projectId", "directory", "email");

-- CreateIndex
CREATE INDEX "ProviderGrant_clientId_idx" ON "ProviderGrant"("clientId");

-- CreateIndex
CREATE INDEX "ProviderGrant_accountId_idx" ON "ProviderGrant"("accountId");

-- CreateIndex
CREATE INDEX "AuthorizationCode_grantId_idx" ON "AuthorizationCode"("grantId");

-- CreateIndex
CREATE INDEX "AuthorizationCode_dateExpires_idx" ON "AuthorizationCode"("dateExpires");

-- CreateIndex
CREATE INDEX "ProviderToken_grantId_idx" ON "ProviderToken"("grantId");

-- CreateIndex
CREATE INDEX "ProviderToken_dateExpires_idx" ON "ProviderToken"("dateExpires");

-- CreateIndex
CREATE INDEX "DriveFile_accountId_dateModified_id_idx" ON "DriveFile"("accountId", "dateModified", "id");

-- CreateIndex
CREATE INDEX "DriveFile_accountId_parentId_idx" ON "DriveFile"("accountId", "parentId");
