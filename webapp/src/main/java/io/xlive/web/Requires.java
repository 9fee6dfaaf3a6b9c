package io.xlive.web;

import io.xlive.spi.auth.Permission;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Declares which right a resource method needs; every method has this or {@link OpenToAll}. */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface Requires {
  /** The right. */
  Permission value();

  /** Whether {@code http.observability} may open it to callers without a token. */
  boolean observability() default false;
}
