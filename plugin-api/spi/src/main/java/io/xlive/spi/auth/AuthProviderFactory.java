package io.xlive.spi.auth;

import io.xlive.spi.ExtensionFactory;
import jakarta.security.enterprise.identitystore.IdentityStore;

/**
 * Makes an auth provider: a Jakarta Security identity store whose groups are {@link Grant}s.
 * Configuration section: {@code auth.NAME}.
 *
 * <p>The store gets {@link StreamKeyCredential}, {@link TokenCredential} or {@code
 * UsernamePasswordCredential}; for one that it does not know it answers NOT_VALIDATED. It runs on a
 * virtual thread with a timeout and may block; what it throws counts as "unavailable": new callers
 * are denied, running sessions stay. A store that is a {@link io.xlive.spi.Service} is started and
 * stopped.
 *
 * @param <C> its configuration
 */
public interface AuthProviderFactory<C extends Record> extends ExtensionFactory<C, IdentityStore> {}
