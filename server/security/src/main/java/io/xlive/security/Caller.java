package io.xlive.security;

import io.xlive.spi.auth.Grant;
import io.xlive.spi.auth.Permission;
import io.xlive.spi.media.StreamPath;
import java.util.Collection;
import java.util.List;
import java.util.Set;

/**
 * Somebody whose credential was found good.
 *
 * @param name as the identity store says
 * @param groups as the stores say, grants among them
 * @param grants what the groups mean
 */
public record Caller(String name, Set<String> groups, List<Grant> grants) {
  public Caller {
    groups = Set.copyOf(groups);
    grants = List.copyOf(grants);
  }

  /** A caller with the grants that the groups spell; groups that are no grants stay groups. */
  public static Caller of(String name, Collection<String> groups) {
    return new Caller(
        name,
        Set.copyOf(groups),
        groups.stream().flatMap(group -> Grant.parse(group).stream()).toList());
  }

  /** Whether it may, on the server as a whole. */
  public boolean may(Permission permission) {
    return grants.stream().anyMatch(grant -> grant.allows(permission));
  }

  /** Whether it may, on a stream. */
  public boolean may(Permission permission, StreamPath path) {
    return grants.stream().anyMatch(grant -> grant.allows(permission, path));
  }
}
