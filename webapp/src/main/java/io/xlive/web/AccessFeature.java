package io.xlive.web;

import io.xlive.spi.auth.Permission;
import jakarta.inject.Inject;
import jakarta.ws.rs.container.DynamicFeature;
import jakarta.ws.rs.container.ResourceInfo;
import jakarta.ws.rs.core.FeatureContext;
import java.lang.reflect.Method;

/**
 * Puts the check of the declared right before every resource method; one that declares nothing does
 * not start.
 */
final class AccessFeature implements DynamicFeature {
  private final ApiAccess access;

  @Inject
  AccessFeature(ApiAccess access) {
    this.access = access;
  }

  @Override
  public void configure(ResourceInfo resource, FeatureContext context) {
    Method method = resource.getResourceMethod();
    Requires requires = method.getAnnotation(Requires.class);
    if (requires != null) {
      Permission permission = requires.value();
      boolean observability = requires.observability();
      context.register(new AccessFilter(access, permission, observability));
    } else if (method.getAnnotation(OpenToAll.class) == null
        && method.getDeclaringClass().getName().startsWith("io.xlive.")) {
      throw new IllegalStateException("no right is declared for " + method);
    }
  }
}
