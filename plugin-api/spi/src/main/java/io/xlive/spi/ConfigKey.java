package io.xlive.spi;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Declares one configuration key as a component of a record; validation, help, the docs table and
 * the commented default file all come from it.
 *
 * <p>The key is the component's name in kebab case below the section's prefix: component {@code
 * chunkSize} of section {@code rtmp} is {@code rtmp.chunk-size} and {@code XLIVE_RTMP_CHUNK_SIZE}.
 * Component types: {@code boolean}, {@code int}, {@code long}, {@code String}, {@link
 * java.time.Duration} ({@code 200ms}, {@code 2s}, {@code 5m}, {@code 1h}), {@link ByteSize}, {@link
 * java.nio.file.Path} (relative to the home folder), an enum (lower case), {@link
 * java.util.Optional} of these (no default), {@link java.util.List} of these or of a record, and
 * another such record (a nested section; its annotation gives only {@link #doc}).
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.RECORD_COMPONENT)
public @interface ConfigKey {
  /** One line: what it does, in which unit. */
  String doc();

  /**
   * The default as it would stand in the file; lists are comma-separated. Empty for Optional, for
   * lists without entries and nested sections.
   */
  String def() default "";

  /** Smallest value, inclusive: a number, a duration or a size as text. */
  String min() default "";

  /** Largest value, inclusive. */
  String max() default "";

  /** Never shown, in no log and no dump. */
  boolean secret() default false;

  /** Whether a change takes effect without a restart. */
  boolean reloadable() default false;
}
